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
 * Limits the rate of attempts with token buckets, in one statement for all buckets of an attempt. A bucket is stored as the
 * time at which it will be full again: an attempt moves that time by the bucket's refill time, and is rejected if the time
 * would be further away than an empty bucket needs to become full. This is the generic cell rate algorithm (ITU-T I.371),
 * which is equivalent to a token bucket. All replicas use the database's clock.
 *
 * <p>Attempts are acquired outside transactions, so that each counts even if the request fails.
 */
@ApplicationScoped
public class RateLimiter {
    private static final Duration WARM_UP_REFILL = Duration.ofMinutes(1);
    private static final int ATTEMPTS_PER_CLEANUP = 100;
    // MySQL's and MariaDB's ER_DATA_OUT_OF_RANGE.
    private static final int OUT_OF_RANGE = 1690;

    private static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
    private static final String LIMIT = "SELECT CAST(? AS CHAR(64) CHARACTER SET ascii) AS id,"
            + " CAST(? AS SIGNED) AS refill, CAST(? AS SIGNED) AS time_to_fill, " + NOW + " AS at";
    // If a bucket is empty, the sum exceeds the column's range. The statement then fails as a whole, so that the
    // attempt
    // is acquired from none of the buckets.
    private static final String ACQUIRE = """
            INSERT INTO throttle_buckets (id, expires_at)
            SELECT attempt.id, attempt.at + attempt.refill FROM (%s) attempt
            ON DUPLICATE KEY UPDATE expires_at = CASE
                WHEN GREATEST(expires_at, attempt.at) + attempt.refill <= attempt.at + attempt.time_to_fill
                THEN GREATEST(expires_at, attempt.at) + attempt.refill
                ELSE expires_at + 9223372036854775807 END""";
    private static final String REFUND =
            "UPDATE throttle_buckets SET expires_at = expires_at - CASE id%s END WHERE id IN (%s)";
    private static final String TIME_UNTIL_FULL = "SELECT expires_at - " + NOW + " FROM throttle_buckets WHERE id = ?";
    private static final String CLEAN_UP = "DELETE FROM throttle_buckets WHERE expires_at < " + NOW + " LIMIT 500";
    private static final String REMOVE = "DELETE FROM throttle_buckets WHERE id = ?";

    private JdbcClient database;

    /** For CDI's proxy. */
    protected RateLimiter() {}

    @Inject
    RateLimiter(JdbcClient database) {
        this.database = database;
    }

    /**
     * Acquires one attempt from each bucket, or from none.
     *
     * @param limits the buckets
     * @return the attempt, to be refunded if it succeeds
     * @throws TooManyAttempts if a bucket is empty
     */
    public Attempt acquire(List<RateLimit> limits) {
        if (ThreadLocalRandom.current().nextInt(ATTEMPTS_PER_CLEANUP) == 0) {
            database.update(CLEAN_UP);
        }
        // In the same order everywhere, so that attempts that share buckets cannot deadlock.
        var ordered =
                limits.stream().sorted(Comparator.comparing(RateLimit::key)).toList();
        var sql = ACQUIRE.formatted(String.join(" UNION ALL ", Collections.nCopies(ordered.size(), LIMIT)));
        var parameters = ordered.stream()
                .flatMap(limit -> Stream.<Object>of(limit.key(), limit.refillMillis(), limit.windowMillis()))
                .toArray();
        try {
            database.update(sql, parameters);
        } catch (SqlFailure e) {
            if (e.errorCode() == OUT_OF_RANGE) {
                throw new TooManyAttempts(timeUntilAvailable(ordered));
            }
            throw e;
        }
        return new Attempt(ordered, database);
    }

    private Duration timeUntilAvailable(List<RateLimit> limits) {
        return limits.stream()
                .flatMap(limit -> database.first(TIME_UNTIL_FULL, row -> row.getLong(1), limit.key()).stream()
                        .map(millis -> Duration.ofMillis(millis + limit.refillMillis() - limit.windowMillis())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** An acquired attempt. */
    public static final class Attempt {
        private final List<RateLimit> limits;
        private final JdbcClient database;

        private Attempt(List<RateLimit> limits, JdbcClient database) {
            this.limits = List.copyOf(limits);
            this.database = database;
        }

        /**
         * Returns an attempt that is not limited.
         *
         * @return an attempt whose refund does nothing
         */
        public static Attempt unlimited() {
            return new Attempt(List.of(), null);
        }

        /** Returns the attempt to its buckets, because it succeeded. */
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

    /** Acquires an attempt from a temporary bucket, so that the first real one does not have to load classes. */
    public void warmUp() {
        var limit = new RateLimit("warm-up/" + UUID.randomUUID(), 1, WARM_UP_REFILL);
        try {
            acquire(List.of(limit)).refund();
        } finally {
            database.update(REMOVE, limit.key());
        }
    }
}
