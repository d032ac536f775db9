package messaging.user;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** There is no such account (404). */
public class UserNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the account.
     *
     * @param id what was asked for
     */
    public UserNotFound(long id) {
        super(Status.NOT_FOUND, "There is no user " + id + ".");
    }
}
