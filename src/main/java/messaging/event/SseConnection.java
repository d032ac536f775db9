package messaging.event;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import messaging.auth.StreamAuthorization;

/**
 * A stream of server-sent events. Threads of its own kind write it, because Liberty's output waits for a slow client even
 * where it was asked not to: an event takes a thread while it is written, an idle stream none, and whoever tells of a
 * change never waits.
 */
final class SseConnection extends Connection {
    private final AsyncContext context;
    private final Executor writers;
    private final Runnable closed;
    private final ServletOutputStream stream;
    private final Object io = new Object();
    private boolean writing;
    private boolean shut;

    SseConnection(StreamAuthorization grant, AsyncContext context, Executor writers, Runnable closed)
            throws IOException {
        super(grant);
        this.context = context;
        this.writers = writers;
        this.closed = closed;
        this.stream = context.getResponse().getOutputStream();
    }

    /** Begins; the hub may send from now on. */
    void start() {
        context.addListener(new Ends());
    }

    @Override
    void write(Delivery delivery) {
        try {
            writers.execute(() -> writeNow(delivery));
        } catch (RejectedExecutionException e) {
            // The server stops.
            lost();
        }
    }

    private void writeNow(Delivery delivery) {
        if (!begin()) {
            return;
        }
        var good = true;
        try {
            stream.write(delivery.event());
            stream.flush();
        } catch (IOException | IllegalStateException e) {
            good = false;
        }
        if (end()) {
            complete();
        } else if (good) {
            written();
        } else {
            lost();
        }
    }

    private boolean begin() {
        synchronized (io) {
            writing = !shut;
            return writing;
        }
    }

    // Whether the connection was ended meanwhile.
    private boolean end() {
        synchronized (io) {
            writing = false;
            return shut;
        }
    }

    @Override
    void shut() {
        boolean idle;
        synchronized (io) {
            if (shut) {
                return;
            }
            shut = true;
            idle = !writing;
        }
        closed.run();
        // Whoever is writing ends the request when that is done, or has taken too long for the server.
        if (idle) {
            complete();
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container has ended it already.
        }
    }

    private final class Ends implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            lost();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            lost();
        }

        @Override
        public void onError(AsyncEvent event) {
            lost();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nobody starts it anew.
        }
    }
}
