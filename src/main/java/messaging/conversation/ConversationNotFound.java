package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** There is no such conversation, or the caller is not in it: nobody outside may tell the two apart (404). */
public class ConversationNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the conversation.
     *
     * @param id what was asked for
     */
    public ConversationNotFound(long id) {
        super(ProblemType.CONVERSATION_NOT_FOUND, "Conversation " + id + " not found.");
    }
}
