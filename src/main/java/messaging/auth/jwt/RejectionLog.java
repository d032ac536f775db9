package messaging.auth.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs why single sign-on tokens are rejected, which responses do not reveal. Logs at most one line per minute, so that a
 * client with an invalid token cannot fill the log.
 */
final class RejectionLog {
    private static final Logger LOG = Logger.getLogger(RejectionLog.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    RejectionLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Logs a reason, unless another was logged within the last minute.
     *
     * @param reason why the token was rejected, without the token itself
     */
    void log(String reason) {
        var now = clock.instant();
        var due = next.get();
        if (!now.isBefore(due) && next.compareAndSet(due, now.plus(INTERVAL))) {
            LOG.log(Level.WARNING, "Rejected a single sign-on token: {0}", reason);
        }
    }
}
