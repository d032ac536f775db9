package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The message does not exist, was deleted, or is not visible to the caller (404). */
public class MessageNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param id requested id
     */
    public MessageNotFound(long id) {
        super(ProblemType.MESSAGE_NOT_FOUND, "Message " + id + " not found.");
    }
}
