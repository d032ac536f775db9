package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The user is not a participant of the conversation (404). */
public class ParticipantNotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param user requested id of the account
     */
    public ParticipantNotFound(long user) {
        super(ProblemType.PARTICIPANT_NOT_FOUND, "Participant " + user + " not found.");
    }
}
