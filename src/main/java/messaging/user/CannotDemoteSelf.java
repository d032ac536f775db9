package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Administrators cannot deactivate or demote themselves, so that a site always has one (409). */
public class CannotDemoteSelf extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public CannotDemoteSelf() {
        super(ProblemType.OWN_ACCOUNT, "You cannot deactivate or demote yourself. Ask another administrator.");
    }
}
