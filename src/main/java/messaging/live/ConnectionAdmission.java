package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.health.Draining;
import messaging.presence.PresenceTracker;
import messaging.settings.Settings;
import messaging.sync.ChangeService;
import messaging.sync.SyncToken;

/**
 * Admits new connections within the limits. A connection is subscribed first and catches up then, so that it misses no change
 * in between.
 */
@ApplicationScoped
class ConnectionAdmission {
    private volatile boolean draining;

    private ChangeService service;
    private ConnectionRegistry connections;
    private Hub hub;
    private CatchUp catchUp;
    private PresenceTracker presence;
    private Settings settings;
    private LiveExecutor executor;

    /** For CDI's proxy. */
    protected ConnectionAdmission() {}

    @Inject
    ConnectionAdmission(
            ChangeService service,
            ConnectionRegistry connections,
            Hub hub,
            CatchUp catchUp,
            PresenceTracker presence,
            Settings settings,
            LiveExecutor executor) {
        this.service = service;
        this.connections = connections;
        this.hub = hub;
        this.catchUp = catchUp;
        this.presence = presence;
        this.settings = settings;
        this.executor = executor;
    }

    /**
     * Checks whether a user can open another connection to this replica.
     *
     * @throws TooManyConnections if a limit has been reached
     */
    void requireCapacity(long user) {
        var max = settings.live().maxConnections();
        if (!connections.hasCapacity(user, max)) {
            throw TooManyConnections.ofAccount();
        }
        if (connections.size() >= max) {
            throw TooManyConnections.ofServer();
        }
    }

    /** Admits a connection, or ends it if a limit has been reached. */
    void admit(Connection connection, ResumePoint resume) {
        if (!connections.add(connection, settings.live().maxConnections())) {
            connection.end(DisconnectReason.TOO_MANY);
            return;
        }
        executor.run(() -> subscribe(connection, resume), () -> connection.end(DisconnectReason.FAILED));
    }

    private void subscribe(Connection connection, ResumePoint resume) {
        if (draining) {
            connection.end(DisconnectReason.DRAINING);
            return;
        }
        // A user whose connection has already ended would stay online.
        if (!connection.isOpen()) {
            return;
        }
        // The time first, then the versions: a change in between is sent twice rather than not at all.
        var now = SyncToken.at(service.now());
        var user = connection.user();
        service.heads(user).forEach(head -> hub.subscribe(user, head.conversation(), head.version(), head.joinedSeq()));
        presence.connected(user, connections.conversations(user));
        if (!connections.isConnected(user)) {
            presence.disconnected(user, connections.conversations(user), () -> connections.isConnected(user));
        }
        // Versions do not determine a time: a client that loses the connection before it has caught up must start over.
        var token = resume.token().orElse(resume.versions().isPresent() ? SyncToken.START : now);
        connection.send(OutboundFrame.at(
                token,
                ServerFrames.Hello.TYPE,
                new ServerFrames.Hello(
                        ServerFrames.Hello.TYPE,
                        token.toString(),
                        settings.live().heartbeat().toSeconds(),
                        user)));
        catchUp.start(connection, resume, now);
    }

    /**
     * Closes all connections when this replica is about to stop, and rejects new ones: the clients resume on another replica.
     * Admits connections again when the drain is cancelled.
     */
    void drain(@Observes Draining event) {
        draining = event.on();
        if (draining) {
            connections.connections().forEach(connection -> connection.end(DisconnectReason.DRAINING));
        }
    }
}
