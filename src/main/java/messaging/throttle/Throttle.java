package messaging.throttle;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.mysql.Bucket4jMySQL;
import io.github.bucket4j.mysql.MySQLSelectForUpdateBasedProxyManager;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Takes attempts out of their buckets. It works outside transactions: an attempt counts whatever becomes of it. */
@ApplicationScoped
public class Throttle {
    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(1);
    private static final int CLEAN_ONE_IN = 100;
    private static final int CLEANED_AT_ONCE = 500;

    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    private MySQLSelectForUpdateBasedProxyManager<String> buckets;

    @PostConstruct
    void open() {
        buckets = Bucket4jMySQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("throttle_buckets")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .build();
    }

    /**
     * Takes one attempt out of each bucket, or out of none.
     *
     * @param limits the buckets
     * @return the attempt, to give back if it turns out harmless
     * @throws TooManyAttempts if a bucket is empty
     */
    public Attempt take(List<Limit> limits) {
        cleanNowAndThen();
        var taken = new ArrayList<BucketProxy>();
        for (var limit : limits) {
            var bucket = bucket(limit);
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                new Attempt(taken).giveBack();
                throw new TooManyAttempts(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
            taken.add(bucket);
        }
        return new Attempt(taken);
    }

    /** An attempt that was taken. */
    public static final class Attempt {
        private final List<BucketProxy> buckets;

        private Attempt(List<BucketProxy> buckets) {
            this.buckets = List.copyOf(buckets);
        }

        /** Puts it back: it was no attempt to guess. */
        public void giveBack() {
            buckets.forEach(bucket -> bucket.addTokens(1));
        }
    }

    /** Takes an attempt out of a bucket that is nobody's, and removes that bucket: what the first attempt needs is loaded. */
    public void rehearse() {
        var limit = new Limit("warm-up/" + UUID.randomUUID(), 1, KEPT_WHEN_FULL);
        try {
            take(List.of(limit)).giveBack();
        } finally {
            buckets.removeProxy(limit.key());
        }
    }

    private BucketProxy bucket(Limit limit) {
        return buckets.builder()
                .build(
                        limit.key(),
                        () -> BucketConfiguration.builder()
                                .addLimit(bandwidth ->
                                        bandwidth.capacity(limit.capacity()).refillGreedy(1, limit.refill()))
                                .build());
    }

    private void cleanNowAndThen() {
        if (ThreadLocalRandom.current().nextInt(CLEAN_ONE_IN) == 0) {
            buckets.removeExpired(CLEANED_AT_ONCE);
        }
    }
}
