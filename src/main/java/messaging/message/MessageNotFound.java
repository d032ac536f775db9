package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The conversation has no such message, or no longer (404). */
public class MessageNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the message.
     *
     * @param id what was asked for
     */
    public MessageNotFound(long id) {
        super(ProblemType.MESSAGE_NOT_FOUND, "Message " + id + " not found.");
    }
}
