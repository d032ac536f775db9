package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The account was deleted by its person: it comes back for nobody (409). */
public class DeletedAccount extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what became of it. */
    public DeletedAccount() {
        super(ProblemType.ACCOUNT_DELETED, "This account was deleted by its user and cannot be changed.");
    }
}
