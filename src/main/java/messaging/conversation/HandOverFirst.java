package messaging.conversation;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** A group always has an owner: whoever owns it must hand it over before they leave or take another role (409). */
public class HandOverFirst extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what to do first. */
    public HandOverFirst() {
        super(Status.CONFLICT, "You own this conversation. Hand it over to another participant first.");
    }
}
