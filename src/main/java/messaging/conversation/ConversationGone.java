package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The request was repeated, and the conversation that it made is deleted by now, or its maker has left (410). */
public class ConversationGone extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** It was made once and will not be made again. */
    public ConversationGone() {
        super(
                ProblemType.CONVERSATION_GONE,
                "The conversation was created, and has since been deleted or you have left it.");
    }
}
