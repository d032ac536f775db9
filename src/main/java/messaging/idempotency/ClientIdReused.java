package messaging.idempotency;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The client has already used the id for a different request (409). */
public class ClientIdReused extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates the problem. */
    public ClientIdReused() {
        super(ProblemType.CLIENT_ID_REUSED, "This client_id was already used for a different request.");
    }
}
