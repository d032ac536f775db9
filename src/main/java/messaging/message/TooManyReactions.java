package messaging.message;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The message already has the maximum number of different emoji (409). */
public class TooManyReactions extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param max maximum number of different emoji on a message
     */
    public TooManyReactions(int max) {
        super(
                ProblemType.TOO_MANY_REACTIONS,
                "The message already has " + max + " different emoji. Choose one of them.");
    }
}
