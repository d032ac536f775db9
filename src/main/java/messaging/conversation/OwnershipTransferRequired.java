package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The owner must transfer the ownership of the group before leaving it or changing their own role (409). */
public class OwnershipTransferRequired extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public OwnershipTransferRequired() {
        super(
                ProblemType.OWNERSHIP_TRANSFER_REQUIRED,
                "You own this conversation. Transfer the ownership to another participant first.");
    }
}
