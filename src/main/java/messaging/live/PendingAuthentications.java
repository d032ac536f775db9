package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import messaging.settings.Settings;

/** The WebSockets whose clients have not authenticated yet. Those that do not in time are closed. */
@ApplicationScoped
class PendingAuthentications {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<Session, Long> startedAt = new ConcurrentHashMap<>();

    private Settings settings;

    /** For CDI's proxy. */
    protected PendingAuthentications() {}

    @Inject
    PendingAuthentications(Settings settings) {
        this.settings = settings;
    }

    /** Adds a session, or closes it if as many are pending as half of the maximum number of connections. */
    void add(Session session) {
        if (startedAt.size() >= settings.live().maxConnections() / 2) {
            WebSocketCloseReason.TOO_MANY.close(session);
            return;
        }
        startedAt.put(session, System.nanoTime());
    }

    /** Removes a session that has authenticated or ended. */
    void remove(Session session) {
        startedAt.remove(session);
    }

    /** Closes the sessions that have not authenticated in time. */
    void closeExpired() {
        var now = System.nanoTime();
        startedAt.forEach((session, started) -> {
            if (now - started > TIMEOUT.toNanos() && startedAt.remove(session) != null) {
                WebSocketCloseReason.AUTHENTICATION_TIMEOUT.close(session);
            }
        });
    }
}
