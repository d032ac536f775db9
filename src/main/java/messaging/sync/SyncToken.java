package messaging.sync;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;

/**
 * A position from which a client resumes, opaque to clients. It is a time of the database's clock, which all replicas share.
 * Between two pages of a response it also contains how far the pages before went.
 *
 * @param since the client has received every change committed before this time
 * @param after ID of the last conversation of the pages before; 0 at the first page
 * @param firstPageAt the database's time at the first page
 */
public record SyncToken(Instant since, long after, Instant firstPageAt) {
    /**
     * A row is stamped before its transaction commits, so changes are read from this long before the token's time. Longer than a
     * transaction can take (server.xml: 30 s).
     */
    public static final Duration OVERLAP = Duration.ofSeconds(60);

    /** The token of a client that has received no change: resuming from it sends everything. */
    public static final SyncToken START = new SyncToken(Instant.EPOCH, 0, Instant.EPOCH);

    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,17})(?:\\.([0-9]{1,18})\\.([0-9]{1,17}))?");

    /**
     * Returns the token of a time.
     *
     * @param time time of the database's clock
     */
    public static SyncToken at(Instant time) {
        return new SyncToken(time, 0, time);
    }

    /** Returns the token of the next page, which starts after a conversation. */
    SyncToken next(long last, Instant firstPage) {
        return new SyncToken(since, last, firstPage);
    }

    boolean isFirstPage() {
        return after == 0;
    }

    /** Returns the time from which changes must be read. */
    Instant readFrom() {
        return since.minus(OVERLAP);
    }

    /**
     * Parses a token that a client sends.
     *
     * @param field name of the parameter
     * @param text the encoded token
     * @return the token
     * @throws InvalidInput if the server did not issue it
     */
    public static SyncToken parse(String field, String text) {
        try {
            var plain = PLAIN.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (plain.matches()) {
                var since = time(plain.group(1));
                return plain.group(2) == null
                        ? at(since)
                        : new SyncToken(since, Long.parseLong(plain.group(2)), time(plain.group(3)));
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new InvalidInput(FieldError.format(field, ValueFormat.SYNC_TOKEN));
    }

    private static Instant time(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        // Not as a duration, which is computed in nanoseconds and would overflow.
        return Math.addExact(
                TimeUnit.SECONDS.toMicros(time.getEpochSecond()), TimeUnit.NANOSECONDS.toMicros(time.getNano()));
    }

    @Override
    public String toString() {
        var plain = isFirstPage() ? "" + micros(since) : micros(since) + "." + after + "." + micros(firstPageAt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
