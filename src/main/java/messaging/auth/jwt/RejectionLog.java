package messaging.auth.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the operator why single sign-on tokens are refused, which responses never say. Logs at most one line a minute, so
 * that a client with a bad token cannot fill the log.
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
     * Logs a reason unless another one was logged within a minute.
     *
     * @param reason what is wrong with the token, without the token
     */
    void log(String reason) {
        var now = clock.instant();
        var due = next.get();
        if (!now.isBefore(due) && next.compareAndSet(due, now.plus(INTERVAL))) {
            LOG.log(Level.WARNING, "Refused a single sign-on token: {0}", reason);
        }
    }
}
