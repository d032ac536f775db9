package messaging.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;

/**
 * A point in the course of all changes, opaque to clients. It is a time of the database's clock, which all replicas
 * share; between two pages of an answer it also says how far the first ones went.
 *
 * @param since everything committed before it is known to whoever holds the position
 * @param after id of the last conversation of the pages before; 0 at the first page
 * @param begun the database's time at the first page
 */
public record SyncToken(Instant since, long after, Instant begun) {
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,17})(?:\\.([0-9]{1,18})\\.([0-9]{1,17}))?");

    /** The position of a client that has no change yet: resuming from it sends everything. */
    public static final SyncToken START = new SyncToken(Instant.EPOCH, 0, Instant.EPOCH);

    /** The position at a time of the database's clock. */
    public static SyncToken at(Instant time) {
        return new SyncToken(time, 0, time);
    }

    /** Where the page after this one begins. */
    SyncToken next(long last, Instant firstPage) {
        return new SyncToken(since, last, firstPage);
    }

    boolean isFirstPage() {
        return after == 0;
    }

    /**
     * Reads what a client sends back.
     *
     * @param field name of the parameter
     * @param text as the server wrote it
     * @return the position
     * @throws InvalidInput if the server never wrote it
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
            // Said below.
        }
        throw new InvalidInput(FieldError.format(field, ValueFormat.SYNC_TOKEN));
    }

    private static Instant time(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        // Not by the time between, which is taken in nanoseconds and does not reach as far as a position may.
        return Math.addExact(
                TimeUnit.SECONDS.toMicros(time.getEpochSecond()), TimeUnit.NANOSECONDS.toMicros(time.getNano()));
    }

    @Override
    public String toString() {
        var plain = isFirstPage() ? "" + micros(since) : micros(since) + "." + after + "." + micros(begun);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
