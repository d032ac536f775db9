package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Direct conversations cannot be changed (403). */
public class DirectConversationImmutable extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public DirectConversationImmutable() {
        super(ProblemType.DIRECT_CONVERSATION_FIXED, "Direct conversations cannot be changed.");
    }
}
