package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The request was repeated, and the message that it made is deleted by now (410). */
public class MessageDeleted extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** It was sent once and will not be sent again. */
    public MessageDeleted() {
        super(ProblemType.MESSAGE_DELETED, "The message was sent and has since been deleted.");
    }
}
