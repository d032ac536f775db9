package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/**
 * An earlier request with the same client id created the conversation, which was deleted or left by its creator since (410).
 */
public class ConversationGone extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public ConversationGone() {
        super(
                ProblemType.CONVERSATION_GONE,
                "The conversation was created, and has since been deleted or you have left it.");
    }
}
