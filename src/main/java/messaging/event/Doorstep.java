package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import messaging.settings.Settings;

/** WebSockets of which nobody knows yet whose they are. They have some seconds to say it. */
@ApplicationScoped
class Doorstep {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    private Settings settings;

    private final Map<Session, Long> waiting = new ConcurrentHashMap<>();

    /** Somebody is at the door; sent away if half as many wait there as there may be connections. */
    void wait(Session session) {
        if (waiting.size() >= settings.live().maxConnections() / 2) {
            SocketConnection.close(session, SocketCloseReason.TOO_MANY.toCloseReason());
            return;
        }
        waiting.put(session, System.nanoTime());
    }

    void leave(Session session) {
        waiting.remove(session);
    }

    /** Sends those away who have said nothing for too long. */
    void tend() {
        var now = System.nanoTime();
        waiting.forEach((session, since) -> {
            if (now - since > PATIENCE.toNanos() && waiting.remove(session) != null) {
                SocketConnection.close(session, SocketCloseReason.AUTHENTICATION_TIMEOUT.toCloseReason());
            }
        });
    }
}
