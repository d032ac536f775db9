package messaging.transaction;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with full jitter: a random delay up to a bound that doubles with each attempt. A deadlock's victims
 * retry at different times.
 */
final class Backoff {
    private static final Duration FIRST_BOUND = Duration.ofMillis(50);

    private Backoff() {}

    /**
     * Returns a random delay before a retry.
     *
     * @param attempt 2 for the first retry
     */
    static Duration delayBefore(int attempt) {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(maxDelayBefore(attempt).toMillis() + 1));
    }

    static Duration maxDelayBefore(int attempt) {
        return FIRST_BOUND.multipliedBy(1L << attempt - 2);
    }
}
