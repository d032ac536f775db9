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
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import messaging.monitor.Metrics.Transport;

/**
 * Stores the number of live connections of this server: one row per five minutes, which holds the latest number. A client
 * that moves to another server in that time is therefore counted only there. The clients of a server that died are counted
 * twice in those five minutes.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ConnectionSampler {
    // Identifies this run of this server.
    private final byte[] server = random();

    private Metrics metrics;
    private StatisticsService statistics;
    private Clock clock;
    private BackgroundTask sampling;
    private BackgroundTask cleanup;

    /** For the container. */
    public ConnectionSampler() {}

    @Inject
    ConnectionSampler(Metrics metrics, StatisticsService statistics, Clock clock, BackgroundTasks tasks) {
        this.metrics = metrics;
        this.statistics = statistics;
        this.clock = clock;
        sampling = tasks.named("connection_samples");
        cleanup = tasks.named("connection_samples_cleanup");
    }

    // The container calls it once the application has started, and in one thread at a time.
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void sample() {
        sampling.run(() -> statistics.storeConnections(
                server,
                clock.instant(),
                metrics.liveConnections(Transport.SSE),
                metrics.liveConnections(Transport.WEBSOCKET)));
    }

    // The clients of this server are connected to another one by now.
    @PreDestroy
    void sampleNoConnections() {
        sampling.run(() -> statistics.storeConnections(server, clock.instant(), 0, 0));
    }

    @Schedule(hour = "*", minute = "2", persistent = false)
    void deleteOldSamples() {
        cleanup.run(() -> statistics.deleteSamples(clock.instant()));
    }

    private static byte[] random() {
        var id = UUID.randomUUID();
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
