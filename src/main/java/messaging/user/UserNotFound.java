package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** There is no such account (404). */
public class UserNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the account.
     *
     * @param id what was asked for
     */
    public UserNotFound(long id) {
        super(ProblemType.USER_NOT_FOUND, "User " + id + " not found.");
    }
}
