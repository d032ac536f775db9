package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.health.Draining;
import messaging.settings.Settings;

/**
 * Takes in who begins to listen. They follow first and catch up then, so that no change falls in between; what changes
 * meanwhile is noted, and told before they get what changes as it does.
 */
@ApplicationScoped
class Reception {
    private static final int CATCH_UP_PAGE = 20;
    // Small frames of somebody who catches up that are sent before the next ones are made: well below the queue's
    // bound.
    private static final int STEP = 64;

    @Inject
    private EventService service;

    @Inject
    private Listeners listeners;

    @Inject
    private Hub hub;

    @Inject
    private Presences presences;

    @Inject
    private Settings settings;

    @Inject
    private Tasks tasks;

    private volatile boolean closed;

    /**
     * What a client has already.
     *
     * @param position of an earlier connection
     * @param versions by the id of the conversation, instead of a position
     */
    record Known(Optional<Position> position, Optional<Map<Long, Long>> versions) {}

    /**
     * Makes sure that somebody may listen here on one more connection.
     *
     * @throws TooManyConnections if not
     */
    void requireRoom(long user) {
        var most = settings.live().maxConnections();
        if (!listeners.hasRoom(user, most)) {
            throw new TooManyConnections(true);
        }
        if (listeners.size() >= most) {
            throw new TooManyConnections(false);
        }
    }

    /** Takes in a connection and tells it what it missed; from now on it gets what changes. */
    void open(Connection connection, Known known) {
        if (!listeners.add(connection, settings.live().maxConnections())) {
            connection.end(Ending.TOO_MANY);
            return;
        }
        tasks.run(() -> welcome(connection, known), () -> connection.end(Ending.FAILED));
    }

    private void welcome(Connection connection, Known known) {
        if (closed) {
            connection.end(Ending.DRAINING);
            return;
        }
        // Who is gone already would stay online, and cost the reading of what nobody takes in.
        if (!connection.isOpen()) {
            return;
        }
        // First the time, then the versions: what changes in between is told twice and not never.
        var now = Position.at(service.now());
        var user = connection.user();
        service.heads(user).forEach(head -> hub.follow(user, head.conversation(), head.version(), head.joinedSeq()));
        presences.came(user, listeners.conversations(user));
        if (!listeners.has(user)) {
            presences.left(user, listeners.conversations(user));
        }
        // Versions say nothing of a time: until all changes are sent, a client that has no more than this position must
        // be sent everything.
        var hello = known.position().orElse(known.versions().isPresent() ? Position.START : now);
        connection.send(Delivery.at(
                Optional.of(hello),
                Frames.Hello.TYPE,
                new Frames.Hello(
                        Frames.Hello.TYPE,
                        hello.toString(),
                        settings.live().heartbeat().toSeconds(),
                        user)));
        if (known.position().isPresent()) {
            catchUp(connection, hello, hello, now);
        } else if (known.versions().isPresent()) {
            catchUp(connection, new HashMap<>(known.versions().get()), now);
        } else {
            goLive(connection, now);
        }
    }

    private void catchUp(Connection connection, Position next, Position resume, Position now) {
        var page = service.since(connection.user(), next, CATCH_UP_PAGE);
        tell(
                connection,
                steps(page, resume),
                page.more()
                        ? () -> catchUp(connection, Position.parse("position", page.position()), resume, now)
                        : () -> goLive(connection, now));
    }

    private void catchUp(Connection connection, Map<Long, Long> versions, Position now) {
        var page = service.beyond(connection.user(), versions, CATCH_UP_PAGE);
        page.conversations()
                .forEach(told -> versions.put(told.conversation(), told.to() == null ? told.version() : told.to()));
        tell(
                connection,
                steps(page, Position.START),
                page.more() ? () -> catchUp(connection, versions, now) : () -> goLive(connection, now));
    }

    // Each conversation is a step of its own, since its changes alone may be more than the queue takes.
    private static Iterator<List<Delivery>> steps(SyncView page, Position resume) {
        var reads = parts(page.reads(), read -> Delivery.of(Frames.Read.TYPE, Frames.Read.of(read)));
        var inbox = parts(page.inbox(), entry -> Delivery.of(Frames.Inbox.TYPE, Frames.Inbox.of(entry)));
        var changes = page.conversations().stream().map(view -> List.of(Followed.delivery(view, Optional.of(resume))));
        return Stream.concat(changes, Stream.concat(reads, inbox)).iterator();
    }

    private static <T> Stream<List<Delivery>> parts(List<T> all, Function<T, Delivery> delivery) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + STEP)
                .mapToObj(from -> all.subList(from, Math.min(from + STEP, all.size())).stream()
                        .map(delivery)
                        .toList());
    }

    // Not before the client has taken in what it was told so far: catching up never fills the queue.
    private void tell(Connection connection, Iterator<List<Delivery>> steps, Runnable then) {
        if (!connection.isOpen()) {
            return;
        }
        if (steps.hasNext()) {
            steps.next().forEach(connection::send);
        }
        Runnable next = steps.hasNext() ? () -> tell(connection, steps, then) : then;
        connection.whenIdle(() -> tasks.run(next, () -> connection.end(Ending.FAILED)));
    }

    private void goLive(Connection connection, Position now) {
        if (!connection.isOpen()) {
            return;
        }
        var missed = connection.missed();
        if (missed.isEmpty()) {
            var caughtUp = new Frames.CaughtUp(Frames.CaughtUp.TYPE, now.toString());
            connection.send(Delivery.at(Optional.of(now), Frames.CaughtUp.TYPE, caughtUp));
            return;
        }
        var steps = missed.entrySet().stream()
                .flatMap(one -> service.changes(connection.user(), one.getKey(), one.getValue()).stream())
                .map(changes -> List.of(Followed.delivery(changes, Optional.empty())));
        tell(connection, steps.iterator(), () -> goLive(connection, now));
    }

    /**
     * Sends everybody to another server when this one is about to stop, and takes no more: each client is told why and
     * from where to resume. Or takes them again.
     *
     * @param draining says so
     */
    void drained(@Observes Draining draining) {
        closed = draining.on();
        if (closed) {
            listeners.all().forEach(connection -> connection.end(Ending.DRAINING));
        }
    }
}
