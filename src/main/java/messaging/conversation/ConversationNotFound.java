package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The conversation does not exist, or the caller is not a participant and must not learn that it exists (404). */
public class ConversationNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param id requested id
     */
    public ConversationNotFound(long id) {
        super(ProblemType.CONVERSATION_NOT_FOUND, "Conversation " + id + " not found.");
    }
}
