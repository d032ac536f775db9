package messaging.throttle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlFailure;

/**
 * Takes attempts out of their buckets, in one statement for all buckets of an attempt. A bucket is stored as the time at
 * which it will be full again: an attempt moves that time by the bucket's refill time, and is refused if the time would be
 * further away than an empty bucket needs to become full. This is the generic cell rate algorithm (ITU-T I.371), which
 * counts as a token bucket does. The database's clock counts for all replicas.
 *
 * <p>Attempts are taken outside transactions: each counts whatever becomes of it.
 */
@ApplicationScoped
public class Throttle {
    private static final Duration REHEARSED_REFILL = Duration.ofMinutes(1);
    private static final int CLEAN_ONE_IN = 100;
    // MySQL's and MariaDB's ER_DATA_OUT_OF_RANGE.
    private static final int OUT_OF_RANGE = 1690;

    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
    private static final String LIMIT = "SELECT CAST(? AS CHAR(64) CHARACTER SET ascii) AS id,"
            + " CAST(? AS SIGNED) AS refill, CAST(? AS SIGNED) AS time_to_fill, " + NOW + " AS at";
    // An empty bucket makes the sum too large for its column. The statement then fails as a whole, so that the
    // attempt is taken out of none of the buckets.
    private static final String TAKE = """
            INSERT INTO throttle_buckets (id, expires_at)
            SELECT attempt.id, attempt.at + attempt.refill FROM (%s) attempt
            ON DUPLICATE KEY UPDATE expires_at = CASE
                WHEN GREATEST(expires_at, attempt.at) + attempt.refill <= attempt.at + attempt.time_to_fill
                THEN GREATEST(expires_at, attempt.at) + attempt.refill
                ELSE expires_at + 9223372036854775807 END""";
    private static final String REFUND =
            "UPDATE throttle_buckets SET expires_at = expires_at - CASE id%s END WHERE id IN (%s)";
    private static final String TIME_UNTIL_FULL = "SELECT expires_at - " + NOW + " FROM throttle_buckets WHERE id = ?";
    private static final String CLEAN = "DELETE FROM throttle_buckets WHERE expires_at < " + NOW + " LIMIT 500";
    private static final String REMOVE = "DELETE FROM throttle_buckets WHERE id = ?";

    @Inject
    private JdbcClient database;

    /**
     * Takes one attempt out of each bucket, or out of none.
     *
     * @param limits the buckets
     * @return the attempt, to refund if it turns out harmless
     * @throws TooManyAttempts if a bucket is empty
     */
    public Attempt take(List<Limit> limits) {
        if (ThreadLocalRandom.current().nextInt(CLEAN_ONE_IN) == 0) {
            database.update(CLEAN);
        }
        // In one order, so that attempts which share buckets cannot wait for each other in a circle.
        var ordered = limits.stream().sorted(Comparator.comparing(Limit::key)).toList();
        var sql = TAKE.formatted(String.join(" UNION ALL ", Collections.nCopies(ordered.size(), LIMIT)));
        var parameters = ordered.stream()
                .flatMap(limit -> Stream.<Object>of(limit.key(), limit.refillMillis(), limit.windowMillis()))
                .toArray();
        try {
            database.update(sql, parameters);
        } catch (SqlFailure e) {
            if (e.errorCode() == OUT_OF_RANGE) {
                throw new TooManyAttempts(timeUntilPossible(ordered));
            }
            throw e;
        }
        return new Attempt(ordered, database);
    }

    private Duration timeUntilPossible(List<Limit> limits) {
        return limits.stream()
                .flatMap(limit -> database.first(TIME_UNTIL_FULL, row -> row.getLong(1), limit.key()).stream()
                        .map(millis -> Duration.ofMillis(millis + limit.refillMillis() - limit.windowMillis())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** An attempt that was taken. */
    public static final class Attempt {
        private final List<Limit> limits;
        private final JdbcClient database;

        private Attempt(List<Limit> limits, JdbcClient database) {
            this.limits = List.copyOf(limits);
            this.database = database;
        }

        /**
         * Returns an attempt that no bucket counts.
         *
         * @return an attempt whose refund does nothing
         */
        public static Attempt unlimited() {
            return new Attempt(List.of(), null);
        }

        /** Puts the attempt back into its buckets, because it was no attempt to guess. */
        public void refund() {
            if (limits.isEmpty()) {
                return;
            }
            var parameters = new ArrayList<Object>();
            limits.forEach(limit -> Collections.addAll(parameters, limit.key(), limit.refillMillis()));
            limits.forEach(limit -> parameters.add(limit.key()));
            database.update(
                    REFUND.formatted(
                            " WHEN ? THEN ?".repeat(limits.size()),
                            String.join(", ", Collections.nCopies(limits.size(), "?"))),
                    parameters.toArray());
        }
    }

    /** Takes an attempt out of a new bucket and removes that bucket, so that the first attempt finds its classes loaded. */
    public void rehearse() {
        var limit = new Limit("warm-up/" + UUID.randomUUID(), 1, REHEARSED_REFILL);
        try {
            take(List.of(limit)).refund();
        } finally {
            database.update(REMOVE, limit.key());
        }
    }
}
