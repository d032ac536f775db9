package messaging.revision;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Somebody else changed the resource since the client read it (412). */
public class RevisionMismatch extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The resource has another revision than those in {@code If-Match}. */
    public RevisionMismatch() {
        super(ProblemType.REVISION_MISMATCH, "The resource has changed since you read it. Read it again and retry.");
    }
}
