package messaging.event;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import messaging.token.Grant;

/**
 * A stream of server-sent events. It writes only when the container says that it would not have to wait, so a client that
 * does not read costs memory up to the queue's bound and no thread.
 */
final class SseConnection extends Connection {
    // Liberty keeps its promise not to wait at a flush, but not when a write is larger than its buffer of 32 KiB.
    private static final int PIECE = 16 * 1024;

    private final AsyncContext context;
    private final Runnable closed;
    private final ServletOutputStream stream;
    // What is to be written next: an event, then a flush. Guarded by this lock, which is never held with another one.
    private final Object io = new Object();
    private byte[] bytes;
    private int offset;
    private boolean flushing;
    // The container calls back; until then nobody may touch the stream.
    private boolean waiting = true;
    private boolean shut;

    SseConnection(Grant grant, AsyncContext context, Runnable closed) throws IOException {
        super(grant);
        this.context = context;
        this.closed = closed;
        this.stream = context.getResponse().getOutputStream();
    }

    /** Begins; the hub may send before and after. */
    void start() {
        context.addListener(new Ends());
        stream.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                if (isOver()) {
                    complete();
                } else {
                    goOn();
                }
            }

            @Override
            public void onError(Throwable error) {
                isOver();
                lost();
                complete();
            }
        });
    }

    @Override
    void write(Delivery delivery) {
        synchronized (io) {
            bytes = delivery.event();
            offset = 0;
        }
        try {
            goOn();
        } catch (IOException e) {
            lost();
        }
    }

    private void goOn() throws IOException {
        boolean done;
        synchronized (io) {
            done = step();
        }
        if (done) {
            written();
        }
    }

    // Whether what was to be written has been written.
    private boolean step() throws IOException {
        if (waiting || shut || bytes == null) {
            return false;
        }
        while (isReady()) {
            if (flushing) {
                stream.flush();
                flushing = false;
                if (offset == bytes.length) {
                    bytes = null;
                    return true;
                }
            } else {
                var length = Math.min(PIECE, bytes.length - offset);
                stream.write(bytes, offset, length);
                offset += length;
                flushing = true;
            }
        }
        return false;
    }

    private boolean isReady() {
        waiting = !stream.isReady();
        return !waiting;
    }

    private boolean isOver() {
        synchronized (io) {
            waiting = false;
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
            idle = !waiting;
        }
        closed.run();
        // While the container writes, ending the request would leave the client with an open connection; it calls back
        // when it has written, or has given up.
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
