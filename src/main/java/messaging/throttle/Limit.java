package messaging.throttle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A bucket of attempts.
 *
 * @param subject what is limited, {@code sign-in/address/192.0.2.1}; only its hash is stored
 * @param capacity most attempts at once, 1 or more
 * @param refill time after which one attempt is given back
 */
public record Limit(String subject, int capacity, Duration refill) {
    // Keeps the buckets apart from those of previous versions, which store their state in another form.
    private static final String PREFIX = "full-at/";

    /**
     * A bucket that fills up evenly.
     *
     * @param subject what is limited
     * @param capacity most attempts at once
     * @param window time after which an empty bucket is full again
     * @return the bucket
     */
    public static Limit evenly(String subject, int capacity, Duration window) {
        return new Limit(subject, capacity, Duration.ofNanos(Math.max(1, window.toNanos() / capacity)));
    }

    /** Returns the id of the bucket in the database. */
    String key() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((PREFIX + subject).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Returns the time in which one attempt is given back, in whole milliseconds. */
    long refillMillis() {
        return Math.max(1, refill.toMillis());
    }

    /** Returns the time in which an empty bucket becomes full, in milliseconds. */
    long windowMillis() {
        return refillMillis() * capacity;
    }
}
