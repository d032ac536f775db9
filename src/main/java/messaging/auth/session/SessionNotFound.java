package messaging.auth.session;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The caller has no such session (404). */
class SessionNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    SessionNotFound(long id) {
        super(ProblemType.SESSION_NOT_FOUND, "Session " + id + " not found.");
    }
}
