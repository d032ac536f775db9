package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** An earlier request with the same client id sent the message, which was deleted since (410). */
public class MessageDeleted extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public MessageDeleted() {
        super(ProblemType.MESSAGE_DELETED, "The message was sent and has since been deleted.");
    }
}
