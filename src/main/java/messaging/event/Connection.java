package messaging.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import messaging.auth.StreamAuthorization;

/**
 * A client that listens. What it is to get waits in a bounded queue; one delivery is being written at a time, and no
 * thread waits for it. While the client catches up, changes are only noted: which conversation, and since which version.
 */
abstract class Connection {
    static final int MAX_DELIVERIES = 256;
    static final int MAX_BYTES = 1024 * 1024;
    // A peer that is gone without a word takes in nothing any more.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
    private final Map<Long, Long> missed = new HashMap<>();
    private StreamAuthorization grant;
    private int bytes;
    private boolean catchingUp = true;
    private boolean draining;
    private Delivery inFlight;
    private Optional<Position> position = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private boolean closing;
    private boolean gone;
    private long lastMove = System.nanoTime();
    private Runnable whenIdle;

    Connection(StreamAuthorization grant) {
        this.grant = grant;
    }

    /** Begins to write; {@link #written} follows, perhaps before this returns. Called by one thread at a time. */
    abstract void write(Delivery delivery);

    /** Ends the connection itself, in order or not; harmless when it has ended already. */
    abstract void shut();

    final synchronized StreamAuthorization grant() {
        return grant;
    }

    /** Goes on with a newer token of the same account. */
    final synchronized void prolong(StreamAuthorization fresh) {
        grant = fresh;
    }

    final long user() {
        return grant().account();
    }

    final synchronized boolean isOpen() {
        return !gone && ending.isEmpty();
    }

    /** Why it was ended by the server; empty if it was not. */
    final synchronized Optional<Ending> ending() {
        return ending;
    }

    /** What may come to a client in any order. */
    final void send(Delivery delivery) {
        synchronized (this) {
            if (gone || ending.isPresent()) {
                return;
            }
            if (queue.size() >= MAX_DELIVERIES || bytes + delivery.size() > MAX_BYTES && !queue.isEmpty()) {
                begin(Ending.SLOW);
            } else {
                queue.add(delivery);
                bytes += delivery.size();
            }
        }
        drain();
    }

    /** Changes of a conversation after a version, which must come in order. */
    final void change(long conversation, long from, Delivery delivery) {
        synchronized (this) {
            if (catchingUp) {
                missed.merge(conversation, from, Math::min);
                return;
            }
        }
        send(delivery);
    }

    /**
     * What changed while the client was catching up. Once that is nothing, changes are delivered as they come.
     *
     * @return versions from which to read again, by conversation
     */
    final synchronized Map<Long, Long> missed() {
        var all = Map.copyOf(missed);
        missed.clear();
        catchingUp = !all.isEmpty();
        return all;
    }

    /** Tells the client why, as soon as what is being written is written, and ends the connection. */
    final void end(Ending reason) {
        synchronized (this) {
            begin(reason);
        }
        drain();
    }

    private void begin(Ending reason) {
        if (!gone && ending.isEmpty()) {
            ending = Optional.of(reason);
            queue.clear();
            bytes = 0;
            lastMove = System.nanoTime();
        }
    }

    /** Runs once everything that waits has been written, perhaps at once. */
    final void whenIdle(Runnable next) {
        synchronized (this) {
            if (inFlight != null || !queue.isEmpty()) {
                whenIdle = next;
                return;
            }
        }
        next.run();
    }

    /** What {@link #write} began has been written. */
    final void written() {
        boolean done;
        synchronized (this) {
            done = closing;
            if (inFlight != null) {
                position = inFlight.position().or(() -> position);
                inFlight = null;
                lastMove = System.nanoTime();
            }
        }
        if (done) {
            lost();
        }
        drain();
    }

    /** The connection is no more. */
    final void lost() {
        synchronized (this) {
            gone = true;
            queue.clear();
            missed.clear();
            whenIdle = null;
        }
        shut();
    }

    /** Where a client of this connection may resume. */
    final synchronized Optional<Position> position() {
        return position;
    }

    // Whoever finds the loop running leaves the rest to it, so that writing never nests.
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
            if (inFlight == null && queue.isEmpty() && !gone && ending.isEmpty()) {
                idle = whenIdle;
                whenIdle = null;
            }
        }
        if (idle != null) {
            idle.run();
        }
    }

    private synchronized Optional<Delivery> next() {
        if (gone || inFlight != null) {
            draining = false;
            return Optional.empty();
        }
        inFlight = queue.poll();
        if (inFlight == null && ending.isPresent()) {
            closing = true;
            inFlight = Delivery.of(
                    Frames.End.TYPE,
                    new Frames.End(
                            Frames.End.TYPE,
                            ending.get().code(),
                            position.map(Position::toString).orElse(null)));
        } else if (inFlight == null) {
            draining = false;
            return Optional.empty();
        } else {
            bytes -= inFlight.size();
        }
        lastMove = System.nanoTime();
        return Optional.ofNullable(inFlight);
    }

    /**
     * Looks after the connection, every second or so.
     *
     * @param now the time
     * @param heartbeat longest silence
     * @return false if there is nothing more to look after
     */
    final boolean tend(Instant now, Duration heartbeat) {
        boolean stuck;
        boolean silent;
        boolean expired;
        synchronized (this) {
            if (gone) {
                return false;
            }
            var still = Duration.ofNanos(System.nanoTime() - lastMove);
            stuck = inFlight != null && still.compareTo(PATIENCE) > 0;
            silent = inFlight == null && queue.isEmpty() && still.compareTo(heartbeat) >= 0;
            expired = !now.isBefore(grant.expiresAt());
        }
        if (stuck) {
            lost();
        } else if (expired) {
            end(Ending.TOKEN_EXPIRED);
        } else if (silent) {
            send(Delivery.HEARTBEAT);
        }
        return true;
    }
}
