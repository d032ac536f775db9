package messaging.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import messaging.auth.StreamAuthorization;
import messaging.monitor.Metrics.Transport;

/** A WebSocket: each frame is a text message, which is sent when the one before it has been written. */
final class WebSocketConnection extends Connection {
    private final Session session;
    private final Executor executor;
    private final AtomicBoolean closed = new AtomicBoolean();

    WebSocketConnection(
            StreamAuthorization authorization, Session session, Executor executor, Consumer<Connection> onClosed) {
        super(authorization, onClosed);
        this.session = session;
        this.executor = executor;
    }

    @Override
    Transport transport() {
        return Transport.WEBSOCKET;
    }

    @Override
    void write(OutboundFrame frame) {
        try {
            session.getAsyncRemote().sendText(frame.text(), result -> {
                if (result.isOK()) {
                    frameWritten();
                } else {
                    close();
                }
            });
        } catch (RuntimeException e) {
            // The session has been closed in the meantime.
            close();
        }
    }

    @Override
    void closeTransport() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        notifyClosed();
        try {
            // Closing a session can block while its peer accepts no data.
            executor.execute(() -> WebSocketCloseReason.close(session, closeReason()));
        } catch (RejectedExecutionException e) {
            // The server is stopping, and closes the session itself.
        }
    }

    private CloseReason closeReason() {
        return disconnectReason()
                .map(WebSocketCloseReason::of)
                .orElseGet(() -> new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }
}
