package messaging.user;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** Administrators can't take the own account's rights away (409): a site always keeps one. */
public class OwnAccount extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says who can. */
    public OwnAccount() {
        super(Status.CONFLICT, "This is your own account. Another administrator can do this.");
    }
}
