package messaging.message;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The message has as many different emoji as one may have (409). */
public class TooManyReactions extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Says how many there may be.
     *
     * @param most different emoji of one message
     */
    public TooManyReactions(int most) {
        super(Status.CONFLICT, "The message has " + most + " different emoji already. Choose one of them.");
    }
}
