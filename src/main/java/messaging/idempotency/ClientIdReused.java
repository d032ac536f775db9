package messaging.idempotency;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The client used the id before, for a request that asked for something else (409). */
public class ClientIdReused extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The stored request and this one differ. */
    public ClientIdReused() {
        super(ProblemType.CLIENT_ID_REUSED, "This client_id was already used for a different request.");
    }
}
