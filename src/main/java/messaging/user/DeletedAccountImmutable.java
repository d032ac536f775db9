package messaging.user;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The user has deleted the account; deletion is final (409). */
public class DeletedAccountImmutable extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the error. */
    public DeletedAccountImmutable() {
        super(ProblemType.ACCOUNT_DELETED, "This account was deleted by its user and cannot be changed.");
    }
}
