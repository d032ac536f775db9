package messaging.revision;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** Somebody else changed the resource since the client read it (412). */
public class RevisionMismatch extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The resource has another revision than those in {@code If-Match}. */
    public RevisionMismatch() {
        super(Status.PRECONDITION_FAILED, "The resource has changed since you read it. Read it again and retry.");
    }
}
