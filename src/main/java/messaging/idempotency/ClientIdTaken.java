package messaging.idempotency;

import jakarta.ws.rs.core.Response.Status;
import messaging.problem.ProblemException;

/** The client used the id before, for a request that asked for something else (409). */
public class ClientIdTaken extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The stored request and this one differ. */
    public ClientIdTaken() {
        super(Status.CONFLICT, "You used this client id before, for something else.");
    }
}
