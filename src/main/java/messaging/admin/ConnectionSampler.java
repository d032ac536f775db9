package messaging.admin;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.monitor.Metrics;
import messaging.monitor.Metrics.Transport;

/**
 * Writes down how many live connections this server has, one row for every five minutes, which holds the latest count.
 * Whoever moves to another server meanwhile is so counted there alone. The clients of a server that died count for those five
 * minutes besides.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ConnectionSampler {
    private static final Logger LOG = Logger.getLogger(ConnectionSampler.class.getName());

    // This run of this server.
    private final byte[] server = random();

    @Inject
    private Metrics metrics;

    @Inject
    private CountsService counts;

    @Inject
    private Clock clock;

    // The container calls it once the application has started, and in one thread at a time.
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void sample() {
        try {
            counts.sample(
                    server,
                    clock.instant(),
                    metrics.liveConnections(Transport.SSE),
                    metrics.liveConnections(Transport.WEBSOCKET));
        } catch (RuntimeException e) {
            // The next round tries again; without a database there is more to worry about than that.
            LOG.log(Level.FINE, "The connections were not written down", e);
        }
    }

    // Whoever was connected here is so elsewhere by now.
    @PreDestroy
    void leave() {
        try {
            counts.sample(server, clock.instant(), 0, 0);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The connections of this server count for these five minutes", e);
        }
    }

    @Schedule(hour = "*", minute = "2", persistent = false)
    void forget() {
        try {
            counts.forgetSamples(clock.instant());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Old samples of connections stay for another hour", e);
        }
    }

    private static byte[] random() {
        var id = UUID.randomUUID();
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
