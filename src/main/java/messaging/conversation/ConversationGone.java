package messaging.conversation;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The request was repeated, and the conversation that it made is deleted by now, or its maker has left (410). */
public class ConversationGone extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** It was made once and will not be made again. */
    public ConversationGone() {
        super(Status.GONE, "The conversation was made, and you are no longer in it or it has been deleted since.");
    }
}
