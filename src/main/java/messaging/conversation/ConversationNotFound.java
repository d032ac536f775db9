package messaging.conversation;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** There is no such conversation, or the caller is not in it: nobody outside may tell the two apart (404). */
public class ConversationNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the conversation.
     *
     * @param id what was asked for
     */
    public ConversationNotFound(long id) {
        super(Status.NOT_FOUND, "You are in no conversation " + id + ".");
    }
}
