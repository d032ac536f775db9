package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.auth.StreamAuthorizations;
import messaging.monitor.Metrics;
import messaging.settings.Settings;

/** Ends connections whose clients are gone, whose tokens have expired or whose sessions have ended. */
@ApplicationScoped
class ConnectionMonitor {
    private ConnectionRegistry connections;
    private Hub hub;
    private StreamAuthorizations authorizations;
    private LiveExecutor executor;
    private Settings settings;
    private Clock clock;
    // Rechecks requested, including the one that is running.
    private final AtomicInteger requests = new AtomicInteger();

    /** For CDI's proxy. */
    protected ConnectionMonitor() {}

    @Inject
    ConnectionMonitor(
            ConnectionRegistry connections,
            Hub hub,
            StreamAuthorizations authorizations,
            LiveExecutor executor,
            Settings settings,
            Clock clock,
            Metrics metrics) {
        this.connections = connections;
        this.hub = hub;
        this.authorizations = authorizations;
        this.executor = executor;
        this.settings = settings;
        this.clock = clock;
        for (var transport : Metrics.Transport.values()) {
            metrics.liveConnections(transport, () -> count(transport));
        }
    }

    private int count(Metrics.Transport transport) {
        return (int) connections.connections().stream()
                .filter(connection -> connection.transport() == transport)
                .count();
    }

    /** Sends heartbeats, and ends connections that are stuck or whose tokens have expired. */
    void checkLiveness() {
        var now = clock.instant();
        var heartbeat = settings.live().heartbeat();
        connections.connections().stream()
                .filter(connection -> !connection.checkLiveness(now, heartbeat))
                .forEach(hub::connectionClosed);
    }

    /** Ends the connections of users who have signed out. A request during a recheck causes another one after it. */
    void recheckSessions() {
        if (requests.getAndIncrement() > 0) {
            return;
        }
        int handled;
        do {
            handled = requests.get();
            try {
                endRevoked();
            } catch (RuntimeException e) {
                requests.set(0);
                throw e;
            }
        } while (!requests.compareAndSet(handled, 0));
    }

    private void endRevoked() {
        var all = connections.connections();
        if (!all.isEmpty()) {
            var ended = authorizations.findEnded(
                    all.stream().map(Connection::authorization).toList());
            all.stream()
                    .filter(connection -> ended.contains(connection.authorization()))
                    .forEach(connection -> connection.end(DisconnectReason.SIGNED_OUT));
        }
    }

    /** Starts {@link #recheckSessions} on another thread. */
    void recheckSessionsAsync() {
        executor.run(this::recheckSessions, () -> {});
    }
}
