package messaging.transaction;

import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The database could not take the change among so many others; trying again helps (503). */
public class DatabaseBusy extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Gives up after the last try.
     *
     * @param cause what the database said
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
