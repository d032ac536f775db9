package messaging.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.RowMapper;
import messaging.jdbc.SqlFailure;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final int OUT_OF_RANGE = 1690;
    private static final RateLimit FIRST = RateLimit.of("first", 10, Duration.ofSeconds(100));
    private static final RateLimit SECOND = RateLimit.of("second", 5, Duration.ofSeconds(100));

    private final Database database = new Database();
    private final RateLimiter limiter = new RateLimiter(database);

    @Test
    void attemptIsAcquiredFromAllBucketsInOneStatement() {
        limiter.acquire(List.of(FIRST, SECOND));
        assertEquals(1, database.acquired().size());
        assertTrue(database.acquired().get(0).containsAll(List.of(FIRST.key(), SECOND.key())));
    }

    @Test
    void bucketsAreAlwaysLockedInTheSameOrder() {
        limiter.acquire(List.of(FIRST, SECOND));
        limiter.acquire(List.of(SECOND, FIRST));
        assertEquals(database.acquired().get(0), database.acquired().get(1));
    }

    @Test
    void emptyBucketRejectsTheAttemptUntilOneIsRefilled() {
        database.failure = new SqlFailure(new SQLException("out of range", "22003", OUT_OF_RANGE));
        database.millisUntilFull = 95_000;
        var rejection = assertThrows(TooManyAttempts.class, () -> limiter.acquire(List.of(FIRST)));
        // Full in 95 s; the bucket of 100 s has room for an attempt of 10 s in 5 s.
        assertEquals(Map.of("Retry-After", "5"), rejection.headers());
    }

    @Test
    void otherFailuresAreNotRejections() {
        database.failure = new SqlFailure(new SQLException("deadlock", "40001", 1213));
        assertThrows(SqlFailure.class, () -> limiter.acquire(List.of(FIRST)));
    }

    @Test
    void refundReturnsTheAttemptToItsBuckets() {
        var attempt = limiter.acquire(List.of(FIRST));
        attempt.refund();
        assertEquals(List.of(FIRST.key(), FIRST.refillMillis(), FIRST.key()), database.refunded.get(0));
    }

    @Test
    void unlimitedAttemptSendsNoStatement() {
        RateLimiter.Attempt.unlimited().refund();
        assertEquals(List.of(), database.refunded);
    }

    /** Records the statements of the limiter. Its cleanup, at random, is ignored. */
    private static final class Database extends JdbcClient {
        private final List<List<Object>> inserted = new ArrayList<>();
        private final List<List<Object>> refunded = new ArrayList<>();
        private SqlFailure failure;
        private long millisUntilFull;

        List<List<Object>> acquired() {
            return inserted;
        }

        @Override
        public int update(String sql, Object... parameters) {
            if (sql.startsWith("INSERT")) {
                if (failure != null) {
                    throw failure;
                }
                inserted.add(List.of(parameters));
            } else if (sql.startsWith("UPDATE")) {
                refunded.add(List.of(parameters));
            }
            return 1;
        }

        @Override
        @SuppressWarnings("unchecked") // The only query is for a number.
        public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) {
            return Optional.of((T) Long.valueOf(millisUntilFull));
        }
    }
}
