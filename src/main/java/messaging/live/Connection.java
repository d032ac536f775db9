package messaging.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import messaging.auth.StreamAuthorization;
import messaging.monitor.Metrics.Transport;
import messaging.sync.SyncToken;

/**
 * A live connection of a client. Frames wait in a bounded queue; one of them is written at a time, and no thread waits for it.
 * While the client catches up, changes are only noted: which conversation, and after which version.
 */
abstract class Connection {
    static final int MAX_QUEUED_FRAMES = 256;
    static final int MAX_QUEUED_BYTES = 1024 * 1024;
    // A peer that disappeared without closing the connection accepts no more data.
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

    private final Consumer<Connection> onClosed;
    private final ArrayDeque<OutboundFrame> queue = new ArrayDeque<>();
    private final Map<Long, Long> missed = new HashMap<>();
    private StreamAuthorization authorization;
    private int queuedBytes;
    private boolean catchingUp = true;
    private boolean draining;
    private OutboundFrame inFlight;
    private Optional<SyncToken> position = Optional.empty();
    private Optional<DisconnectReason> disconnectReason = Optional.empty();
    private boolean writingEnd;
    private boolean closed;
    private long lastProgress = System.nanoTime();
    private Runnable whenIdle;

    Connection(StreamAuthorization authorization, Consumer<Connection> onClosed) {
        this.authorization = authorization;
        this.onClosed = onClosed;
    }

    /**
     * Starts to write a frame. {@link #frameWritten} follows, perhaps before this method returns. Called by one thread at a
     * time.
     */
    abstract void write(OutboundFrame frame);

    /** Closes the underlying connection, if it is still open. */
    abstract void closeTransport();

    abstract Transport transport();

    final synchronized StreamAuthorization authorization() {
        return authorization;
    }

    /** Replaces the token by a newer one of the same account. */
    final synchronized void renewToken(StreamAuthorization renewed) {
        authorization = renewed;
    }

    final long user() {
        return authorization().account();
    }

    final synchronized boolean isOpen() {
        return !closed && disconnectReason.isEmpty();
    }

    /** Returns why the server ended the connection; empty if it did not. */
    final synchronized Optional<DisconnectReason> disconnectReason() {
        return disconnectReason;
    }

    /** Calls the listener of the end of this connection. */
    final void notifyClosed() {
        onClosed.accept(this);
    }

    /** Sends a frame that is independent of the order of changes. */
    final void send(OutboundFrame frame) {
        synchronized (this) {
            if (closed || disconnectReason.isPresent()) {
                return;
            }
            if (queue.size() >= MAX_QUEUED_FRAMES
                    || queuedBytes + frame.size() > MAX_QUEUED_BYTES && !queue.isEmpty()) {
                startToEnd(DisconnectReason.SLOW);
            } else {
                queue.add(frame);
                queuedBytes += frame.size();
            }
        }
        drain();
    }

    /** Sends changes of a conversation after a version, which must arrive in order. */
    final void sendChange(long conversation, long from, OutboundFrame frame) {
        synchronized (this) {
            if (catchingUp) {
                missed.merge(conversation, from, Math::min);
                return;
            }
        }
        send(frame);
    }

    /**
     * Removes the changes that were recorded while the client was catching up. If there are none, the client has caught up, and
     * changes are sent as they happen from now on.
     *
     * @return versions after which to read again, by conversation
     */
    final synchronized Map<Long, Long> takeMissed() {
        var all = Map.copyOf(missed);
        missed.clear();
        catchingUp = !all.isEmpty();
        return all;
    }

    /** Sends an {@code end} frame as soon as the current frame is written, and closes the connection. */
    final void end(DisconnectReason reason) {
        synchronized (this) {
            startToEnd(reason);
        }
        drain();
    }

    private void startToEnd(DisconnectReason reason) {
        if (!closed && disconnectReason.isEmpty()) {
            disconnectReason = Optional.of(reason);
            queue.clear();
            queuedBytes = 0;
            lastProgress = System.nanoTime();
        }
    }

    /** Runs a task once all queued frames have been written, perhaps at once. */
    final void runWhenIdle(Runnable task) {
        synchronized (this) {
            if (inFlight != null || !queue.isEmpty()) {
                whenIdle = task;
                return;
            }
        }
        task.run();
    }

    /** Records that the frame passed to {@link #write} has been written. */
    final void frameWritten() {
        boolean ended;
        synchronized (this) {
            ended = writingEnd;
            if (inFlight != null) {
                position = inFlight.position().or(() -> position);
                inFlight = null;
                lastProgress = System.nanoTime();
            }
        }
        if (ended) {
            close();
        }
        drain();
    }

    /** Closes the connection, or records that it has been closed. */
    final void close() {
        synchronized (this) {
            closed = true;
            queue.clear();
            missed.clear();
            whenIdle = null;
        }
        closeTransport();
    }

    // A thread that finds the loop running leaves its frames to it, so that writes do not nest.
    private void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        for (var next = next(); next.isPresent(); next = next()) {
            write(next.get());
        }
        Runnable idle = null;
        synchronized (this) {
            if (inFlight == null && queue.isEmpty() && !closed && disconnectReason.isEmpty()) {
                idle = whenIdle;
                whenIdle = null;
            }
        }
        if (idle != null) {
            idle.run();
        }
    }

    private synchronized Optional<OutboundFrame> next() {
        if (closed || inFlight != null) {
            draining = false;
            return Optional.empty();
        }
        inFlight = queue.poll();
        if (inFlight == null && disconnectReason.isPresent()) {
            writingEnd = true;
            inFlight = OutboundFrame.of(
                    ServerFrames.End.TYPE,
                    new ServerFrames.End(
                            ServerFrames.End.TYPE,
                            disconnectReason.get().code(),
                            position.map(SyncToken::toString).orElse(null)));
        } else if (inFlight == null) {
            draining = false;
            return Optional.empty();
        } else {
            queuedBytes -= inFlight.size();
        }
        lastProgress = System.nanoTime();
        return Optional.ofNullable(inFlight);
    }

    /**
     * Sends a heartbeat if the connection is silent, and ends it if a write is stuck or the token has expired.
     *
     * @param now the time
     * @param heartbeat longest silence
     * @return false if the connection has been closed
     */
    final boolean checkLiveness(Instant now, Duration heartbeat) {
        boolean stuck;
        boolean silent;
        boolean expired;
        synchronized (this) {
            if (closed) {
                return false;
            }
            var idle = Duration.ofNanos(System.nanoTime() - lastProgress);
            stuck = inFlight != null && idle.compareTo(WRITE_TIMEOUT) > 0;
            silent = inFlight == null && queue.isEmpty() && idle.compareTo(heartbeat) >= 0;
            expired = !now.isBefore(authorization.expiresAt());
        }
        if (stuck) {
            close();
        } else if (expired) {
            end(DisconnectReason.TOKEN_EXPIRED);
        } else if (silent) {
            send(OutboundFrame.HEARTBEAT);
        }
        return true;
    }
}
