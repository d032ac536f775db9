package messaging.message;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The request was repeated, and the message that it made is deleted by now (410). */
public class MessageDeleted extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** It was sent once and will not be sent again. */
    public MessageDeleted() {
        super(Status.GONE, "The message was sent and has been deleted since.");
    }
}
