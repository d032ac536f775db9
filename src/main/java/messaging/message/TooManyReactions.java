package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The message has as many different emoji as one may have (409). */
public class TooManyReactions extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Says how many there may be.
     *
     * @param most different emoji of one message
     */
    public TooManyReactions(int most) {
        super(
                ProblemType.TOO_MANY_REACTIONS,
                "The message already has " + most + " different emoji. Choose one of them.");
    }
}
