package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** WebSockets of which nobody knows yet whose they are. They have some seconds to say it. */
@ApplicationScoped
class Doorstep {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Session, Long> waiting = new ConcurrentHashMap<>();

    void wait(Session session) {
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
                SocketConnection.close(
                        session, new CloseReason(CloseCodes.VIOLATED_POLICY, "no authentication in time"));
            }
        });
    }
}
