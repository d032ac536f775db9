package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A group always has an owner: whoever owns it must hand it over before they leave or take another role (409). */
public class OwnershipTransferRequired extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Says what to do first. */
    public OwnershipTransferRequired() {
        super(
                ProblemType.OWNERSHIP_TRANSFER_REQUIRED,
                "You own this conversation. Transfer the ownership to another participant first.");
    }
}
