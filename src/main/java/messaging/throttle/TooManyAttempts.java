package messaging.throttle;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** A rate limit is exceeded (429, RFC 6585). */
public class TooManyAttempts extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    /**
     * Creates the error.
     *
     * @param wait time until the next attempt is possible
     */
    public TooManyAttempts(Duration wait) {
        super(ProblemType.TOO_MANY_ATTEMPTS, "Too many attempts. Try again later.");
        this.seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
}
