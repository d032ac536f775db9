package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The last administrator of a site cannot delete their account (409). */
public class LastAdministrator extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public LastAdministrator() {
        super(
                ProblemType.LAST_ADMINISTRATOR,
                "You are the last administrator of this site. Make another user an administrator first.");
    }
}
