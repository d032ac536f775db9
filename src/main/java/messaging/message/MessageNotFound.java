package messaging.message;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The conversation has no such message, or no longer (404). */
public class MessageNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the message.
     *
     * @param id what was asked for
     */
    public MessageNotFound(long id) {
        super(Status.NOT_FOUND, "The conversation has no message " + id + ".");
    }
}
