package messaging.conversation;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The user does not take part in the conversation, or no longer (404). */
public class ParticipantNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the user.
     *
     * @param user what was asked for
     */
    public ParticipantNotFound(long user) {
        super(Status.NOT_FOUND, "The conversation has no participant " + user + ".");
    }
}
