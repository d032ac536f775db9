package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Administrators can't take the own account's rights away (409): a site always keeps one. */
public class OwnAccount extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says who can. */
    public OwnAccount() {
        super(ProblemType.OWN_ACCOUNT, "You cannot deactivate or demote yourself. Ask another administrator.");
    }
}
