package messaging.user;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** A site always keeps an administrator: the last one can't delete the own account (409). */
public class LastAdministrator extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what to do first. */
    public LastAdministrator() {
        super(Status.CONFLICT, "You are the site's last administrator. Make somebody else one first.");
    }
}
