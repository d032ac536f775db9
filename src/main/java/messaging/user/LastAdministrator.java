package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A site always keeps an administrator: the last one can't delete the own account (409). */
public class LastAdministrator extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what to do first. */
    public LastAdministrator() {
        super(
                ProblemType.LAST_ADMINISTRATOR,
                "You are the last administrator of this site. Make another user an administrator first.");
    }
}
