package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The account does not exist (404). */
public class UserNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param id of the account
     */
    public UserNotFound(long id) {
        super(ProblemType.USER_NOT_FOUND, "User " + id + " not found.");
    }
}
