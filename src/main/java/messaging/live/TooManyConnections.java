package messaging.live;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The limit of live connections has been reached: that of the account (429) or that of the server (503). */
public class TooManyConnections extends ProblemException {
    private static final long serialVersionUID = 1L;
    // Long enough for another connection to end, or for the proxy to choose another replica.
    private static final String RETRY_AFTER_SECONDS = "10";

    private TooManyConnections(ProblemType type, String detail) {
        super(type, detail);
    }

    static TooManyConnections ofAccount() {
        return new TooManyConnections(
                ProblemType.TOO_MANY_CONNECTIONS,
                "Too many open connections for this account. Close one of them first.");
    }

    static TooManyConnections ofServer() {
        return new TooManyConnections(
                ProblemType.CONNECTION_LIMIT_REACHED, "Too many open connections on this server. Try again later.");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
