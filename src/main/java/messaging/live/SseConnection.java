package messaging.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import messaging.auth.StreamAuthorization;
import messaging.monitor.Metrics.Transport;

/**
 * A stream of server-sent events. It is written by a separate pool of threads, because Liberty's output blocks on a slow client
 * even in asynchronous mode. A stream occupies a thread only while an event is written, and the thread that made a change
 * never waits.
 */
final class SseConnection extends Connection {
    private final AsyncContext context;
    private final Executor writers;
    private final ServletOutputStream stream;
    private final Object io = new Object();
    private boolean writing;
    private boolean closed;

    SseConnection(
            StreamAuthorization authorization, AsyncContext context, Executor writers, Consumer<Connection> onClosed)
            throws IOException {
        super(authorization, onClosed);
        this.context = context;
        this.writers = writers;
        this.stream = context.getResponse().getOutputStream();
    }

    /** Listens for the end of the request. */
    void start() {
        context.addListener(new RequestListener());
    }

    @Override
    Transport transport() {
        return Transport.SSE;
    }

    @Override
    void write(OutboundFrame frame) {
        try {
            writers.execute(() -> writeBlocking(frame));
        } catch (RejectedExecutionException e) {
            // The server is stopping.
            close();
        }
    }

    private void writeBlocking(OutboundFrame frame) {
        if (!startWriting()) {
            return;
        }
        var written = true;
        try {
            stream.write(frame.event());
            stream.flush();
        } catch (IOException | IllegalStateException e) {
            written = false;
        }
        if (stopWriting()) {
            complete();
        } else if (written) {
            frameWritten();
        } else {
            close();
        }
    }

    private boolean startWriting() {
        synchronized (io) {
            writing = !closed;
            return writing;
        }
    }

    // Returns whether the connection has been closed in the meantime.
    private boolean stopWriting() {
        synchronized (io) {
            writing = false;
            return closed;
        }
    }

    @Override
    void closeTransport() {
        boolean idle;
        synchronized (io) {
            if (closed) {
                return;
            }
            closed = true;
            idle = !writing;
        }
        notifyClosed();
        // Otherwise, the thread that is writing completes the request.
        if (idle) {
            complete();
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container has completed it.
        }
    }

    private final class RequestListener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            close();
        }

        @Override
        public void onError(AsyncEvent event) {
            close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Asynchronous processing is started only once.
        }
    }
}
