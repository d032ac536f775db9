package messaging.event;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import messaging.auth.StreamAuthorization;

/** A WebSocket: one text message for each delivery, the next one when the one before has been written. */
final class SocketConnection extends Connection {
    private final Session session;
    private final Executor workers;
    private final Runnable closed;
    private final AtomicBoolean shut = new AtomicBoolean();

    SocketConnection(StreamAuthorization grant, Session session, Executor workers, Runnable closed) {
        super(grant);
        this.session = session;
        this.workers = workers;
        this.closed = closed;
    }

    @Override
    void write(Delivery delivery) {
        try {
            session.getAsyncRemote().sendText(delivery.text(), result -> {
                if (result.isOK()) {
                    written();
                } else {
                    lost();
                }
            });
        } catch (RuntimeException e) {
            // It has been closed meanwhile.
            lost();
        }
    }

    @Override
    void shut() {
        if (!shut.compareAndSet(false, true)) {
            return;
        }
        closed.run();
        try {
            // Closing a connection whose peer takes nothing in may wait.
            workers.execute(() -> close(session, reason()));
        } catch (RejectedExecutionException e) {
            // The server stops and closes it itself.
        }
    }

    private CloseReason reason() {
        return ending().map(SocketConnection::reason).orElseGet(() -> new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    static CloseReason reason(Ending ending) {
        var code = switch (ending) {
            case TOKEN_EXPIRED, SIGNED_OUT -> CloseCodes.VIOLATED_POLICY;
            case SLOW, TOO_MANY -> CloseCodes.TRY_AGAIN_LATER;
            case DRAINING -> CloseCodes.SERVICE_RESTART;
            case FAILED -> CloseCodes.UNEXPECTED_CONDITION;
        };
        return new CloseReason(code, ending.code());
    }

    static void close(Session session, CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException | IllegalStateException e) {
            // It is closed already.
        }
    }
}
