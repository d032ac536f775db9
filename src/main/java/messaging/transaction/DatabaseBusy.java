package messaging.transaction;

import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The database rolled back every attempt because of deadlocks or lock timeouts; the client can retry (503). */
public class DatabaseBusy extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param cause failure of the last attempt
     */
    public DatabaseBusy(Throwable cause) {
        super(ProblemType.SERVER_BUSY, "The server is busy. Try again.");
        initCause(cause);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", "1");
    }
}
