package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The user does not take part in the conversation, or no longer (404). */
public class ParticipantNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the user.
     *
     * @param user what was asked for
     */
    public ParticipantNotFound(long user) {
        super(ProblemType.PARTICIPANT_NOT_FOUND, "Participant " + user + " not found.");
    }
}
