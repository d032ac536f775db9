package messaging.event;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** As many clients listen already as may: of the account (429, RFC 6585), or at this server (503). */
public class TooManyConnections extends ProblemException {
    private static final long serialVersionUID = 1L;
    // Long enough for another connection to end, or for the proxy to choose another server.
    private static final String PAUSE_SECONDS = "10";

    /**
     * Says which limit it is.
     *
     * @param own whether it is the account's
     */
    public TooManyConnections(boolean own) {
        super(
                own ? ProblemType.TOO_MANY_CONNECTIONS : ProblemType.CONNECTION_LIMIT_REACHED,
                own
                        ? "Too many open connections for this account. Close one of them first."
                        : "Too many open connections on this server. Try again later.");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, PAUSE_SECONDS);
    }
}
