package messaging.token;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The caller has no such session (404). */
class SessionNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    SessionNotFound(long id) {
        super(Status.NOT_FOUND, "You have no session " + id + ".");
    }
}
