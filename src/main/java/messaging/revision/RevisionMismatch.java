package messaging.revision;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The resource has changed since the client read it (412). */
public class RevisionMismatch extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public RevisionMismatch() {
        super(ProblemType.REVISION_MISMATCH, "The resource has changed since you read it. Read it again and retry.");
    }
}
