package messaging.conversation;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** Only active accounts can own or administer a group (409). */
public class ParticipantDeactivated extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param user id of the account
     */
    public ParticipantDeactivated(long user) {
        super(
                ProblemType.PARTICIPANT_DEACTIVATED,
                "User " + user + " is deactivated and cannot own or administer a group.");
    }
}
