package messaging.throttle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A token bucket.
 *
 * @param subject what is limited, such as {@code sign-in/address/192.0.2.1}; only its hash is stored
 * @param capacity maximum number of attempts at once, at least 1
 * @param refill time after which one attempt is refilled
 */
public record RateLimit(String subject, int capacity, Duration refill) {
    // Separates the buckets from those of previous versions, which store their state in another format.
    private static final String PREFIX = "full-at/";

    /**
     * Returns a bucket that refills evenly.
     *
     * @param subject what is limited
     * @param capacity maximum number of attempts at once
     * @param window time after which an empty bucket is full again
     * @return the bucket
     */
    public static RateLimit of(String subject, int capacity, Duration window) {
        return new RateLimit(subject, capacity, Duration.ofNanos(Math.max(1, window.toNanos() / capacity)));
    }

    /** Returns the id of the bucket in the database. */
    String key() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((PREFIX + subject).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** Returns the time in which one attempt is refilled, in whole milliseconds. */
    long refillMillis() {
        return Math.max(1, refill.toMillis());
    }

    /** Returns the time in which an empty bucket becomes full, in milliseconds. */
    long windowMillis() {
        return refillMillis() * capacity;
    }
}
