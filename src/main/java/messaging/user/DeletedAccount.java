package messaging.user;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The account was deleted by its person: it comes back for nobody (409). */
public class DeletedAccount extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what became of it. */
    public DeletedAccount() {
        super(Status.CONFLICT, "This account was deleted by its person and stays so.");
    }
}
