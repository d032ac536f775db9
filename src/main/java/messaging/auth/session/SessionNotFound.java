package messaging.auth.session;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The session does not exist, has ended, or belongs to another user (404). */
class SessionNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    SessionNotFound(long id) {
        super(ProblemType.SESSION_NOT_FOUND, "Session " + id + " not found.");
    }
}
