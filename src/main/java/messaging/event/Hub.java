package messaging.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.conversation.ConversationLocked;
import messaging.conversation.ParticipantJoined;
import messaging.health.Draining;
import messaging.inbox.InboxChanged;
import messaging.inbox.ReadMoved;
import messaging.message.MessageView;
import messaging.monitor.Metrics;
import messaging.monitor.Metrics.Transport;
import messaging.settings.Settings;
import messaging.token.Grants;
import messaging.token.SessionsEnded;

/**
 * Tells the connections of this server what changes. It hears which conversation has reached which version, reads once
 * what that is, and hands it to all who take part and are connected here. What it does not hear it finds by looking into
 * the database now and then.
 */
@ApplicationScoped
public class Hub {
    private static final Logger LOG = Logger.getLogger(Hub.class.getName());
    private static final int CATCH_UP_PAGE = 20;
    // Small frames of somebody who catches up that are sent before the next ones are made: well below the queue's
    // bound.
    private static final int STEP = 64;
    // Ids in one statement.
    private static final int PART = 500;

    @Inject
    private EventService service;

    @Inject
    private Listeners listeners;

    @Inject
    private Grants grants;

    @Inject
    private Fanout fanout;

    @Inject
    private Presences presences;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Resource(lookup = Workers.NAME)
    private ManagedExecutorService workers;

    /** Who reads where. */
    private record Reader(long conversation, long user) {}

    // The receipts told of late, so that looking into the database does not tell them again.
    private final Cache<Reader, Long> receipts = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(EventService.OVERLAP.multipliedBy(3))
            .build();
    private final Map<Long, Followed> followed = new ConcurrentHashMap<>();
    private final AtomicInteger judgements = new AtomicInteger();
    private volatile Optional<Position> told = Optional.empty();
    private volatile boolean closed;
    private Metrics metrics;
    // What the last look found and had not been told yet, with the time of that look.
    private Map<Long, Long> outstanding = Map.of();
    private Optional<Instant> lastLook = Optional.empty();

    /**
     * What a client has already.
     *
     * @param position of an earlier connection
     * @param versions by the id of the conversation, instead of a position
     */
    record Known(Optional<Position> position, Optional<Map<Long, Long>> versions) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    @Inject
    void countFor(Metrics metrics) {
        this.metrics = metrics;
        metrics.liveConnections(Transport.SSE, () -> count(SseConnection.class));
        metrics.liveConnections(Transport.WEBSOCKET, () -> count(SocketConnection.class));
    }

    private void measure(Batch batch) {
        for (var change : batch.changes()) {
            if (change.event().type().equals(EventView.MESSAGE_CREATED)
                    && change.event().message() instanceof MessageView message) {
                metrics.messageDelivered(Duration.between(message.createdAt(), clock.instant()));
            }
        }
    }

    private int count(Class<? extends Connection> kind) {
        return (int) listeners.all().stream().filter(kind::isInstance).count();
    }

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
        run(() -> welcome(connection, known), () -> connection.end(Ending.FAILED));
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
        service.heads(user).forEach(head -> follow(user, head.conversation(), head.version(), head.joinedSeq()));
        presences.came(user, listeners.conversations(user));
        if (!listeners.has(user)) {
            presences.left(user, listeners.conversations(user));
        }
        var hello = known.position().or(() -> known.versions().isPresent() ? Optional.empty() : Optional.of(now));
        connection.send(Delivery.at(
                hello,
                Frames.Hello.TYPE,
                new Frames.Hello(
                        Frames.Hello.TYPE,
                        hello.map(Position::toString).orElse(null),
                        settings.live().heartbeat().toSeconds(),
                        user)));
        if (known.position().isPresent()) {
            catchUp(connection, known.position().get(), hello, now);
        } else if (known.versions().isPresent()) {
            catchUp(connection, new HashMap<>(known.versions().get()), now);
        } else {
            goLive(connection, now);
        }
    }

    private void catchUp(Connection connection, Position next, Optional<Position> resume, Position now) {
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
                steps(page, Optional.empty()),
                page.more() ? () -> catchUp(connection, versions, now) : () -> goLive(connection, now));
    }

    // Each conversation is a step of its own, since its changes alone may be more than the queue takes.
    private static Iterator<List<Delivery>> steps(SyncView page, Optional<Position> resume) {
        var reads = parts(page.reads(), read -> Delivery.of(Frames.Read.TYPE, Frames.Read.of(read)));
        var inbox = parts(page.inbox(), entry -> Delivery.of(Frames.Inbox.TYPE, Frames.Inbox.of(entry)));
        var changes = page.conversations().stream().map(view -> List.of(Followed.delivery(view, resume)));
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
        connection.whenIdle(() -> run(next, () -> connection.end(Ending.FAILED)));
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

    private void follow(long user, long conversation, long version, long joinedSeq) {
        if (listeners.following(user, conversation)) {
            // Inside the map's own lock, so that nobody takes it out as followed by nobody meanwhile.
            followed.compute(conversation, (id, known) -> {
                var one = known == null ? new Followed(id, version) : known;
                if (!one.follow(user, joinedSeq, version)) {
                    listeners.ended(user, conversation);
                }
                return one;
            });
            if (!listeners.has(user)) {
                unfollow(user, conversation);
            }
        }
    }

    /** A connection is gone. */
    void closed(Connection connection) {
        var user = connection.user();
        var conversations = listeners.conversations(user);
        listeners.remove(connection).forEach(conversation -> unfollow(user, conversation));
        if (!listeners.has(user)) {
            presences.left(user, conversations);
        }
    }

    private void unfollow(long user, long conversation) {
        followed.computeIfPresent(conversation, (id, known) -> {
            // They may be back already.
            if (!listeners.has(user)) {
                known.unfollow(user);
            }
            return known.isFollowed() ? known : null;
        });
    }

    /**
     * A conversation has changed here.
     *
     * @param event after the transaction's success
     */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConversationLocked event) {
        var conversation = event.conversation();
        reached(conversation.id(), conversation.version(), conversation.version() == 1);
        fanout.tell(Signal.about(Signal.REACHED, conversation.id(), conversation.version()));
    }

    /**
     * Somebody joined a conversation here that was there before.
     *
     * @param event after the transaction's success
     */
    void joined(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParticipantJoined event) {
        reached(event.conversation(), 0, true);
        fanout.tell(Signal.about(Signal.JOINED, event.conversation(), 0));
    }

    /**
     * Somebody has read further here.
     *
     * @param event after the transaction's success
     */
    void read(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReadMoved event) {
        hasRead(event.conversation(), event.user(), event.seq(), event.at());
        fanout.tell(Signal.read(event.conversation(), event.user(), event.seq(), event.at()));
    }

    /**
     * Somebody's own state of a conversation changed here.
     *
     * @param event after the transaction's success
     */
    void kept(@Observes(during = TransactionPhase.AFTER_SUCCESS) InboxChanged event) {
        keeps(event.conversation(), event.user());
        fanout.tell(Signal.of(Signal.INBOX, event.conversation(), event.user()));
    }

    /** Somebody is typing. */
    void types(long conversation, long user) {
        tell(
                conversation,
                user,
                Delivery.of(Frames.Typing.TYPE, new Frames.Typing(Frames.Typing.TYPE, conversation, user)));
    }

    /** Somebody has read further. */
    void hasRead(long conversation, long user, long seq, Instant at) {
        if (followed.containsKey(conversation)) {
            receipts.put(new Reader(conversation, user), seq);
        }
        tell(
                conversation,
                0,
                Delivery.of(Frames.Read.TYPE, new Frames.Read(Frames.Read.TYPE, conversation, user, seq, at)));
    }

    /** Somebody's own state of a conversation changed. */
    void keeps(long conversation, long user) {
        if (listeners.has(user)) {
            run(
                    () -> service.inbox(conversation, user)
                            .ifPresent(inbox ->
                                    listeners.send(user, Delivery.of(Frames.Inbox.TYPE, Frames.Inbox.of(inbox)))),
                    () -> {});
        }
    }

    /**
     * A conversation has reached a version.
     *
     * @param conversation its id
     * @param version that was committed
     * @param joined whether somebody may have joined for whom it is not followed yet
     */
    void reached(long conversation, long version, boolean joined) {
        var known = followed.get(conversation);
        if (known != null && known.reached(version)) {
            run(() -> read(known), known::gaveUp);
        } else if (known == null && joined && !listeners.isEmpty()) {
            run(() -> welcomeTo(conversation), () -> {});
        }
    }

    // Nobody here has taken part in it so far.
    private void welcomeTo(long conversation) {
        service.present(conversation)
                .ifPresent(present -> present.joinedSeqs().forEach((user, joinedSeq) -> {
                    if (listeners.has(user) && !listeners.conversations(user).contains(conversation)) {
                        follow(user, conversation, present.version(), joinedSeq);
                        listeners.change(
                                user,
                                conversation,
                                -1,
                                Followed.delivery(ChangesView.joined(conversation, present.version()), live()));
                    }
                }));
    }

    private void read(Followed conversation) {
        do {
            var batch = service.changes(conversation.id(), conversation.version());
            if (batch.isEmpty()) {
                conversation.gaveUp();
                return;
            }
            conversation.tell(batch.get(), listeners, live());
            measure(batch.get());
            followed.computeIfPresent(conversation.id(), (id, known) -> known.isFollowed() ? known : null);
        } while (conversation.goesOn());
    }

    /** Something that is never stored, for those who take part in a conversation and are connected here. */
    void tell(long conversation, long except, Delivery delivery) {
        var known = followed.get(conversation);
        if (known != null) {
            known.followers().keySet().stream()
                    .filter(user -> user != except)
                    .forEach(user -> listeners.send(user, delivery));
        }
    }

    /** Something for all who take part in some conversations. */
    void tellAll(Collection<Long> conversations, long except, Delivery delivery) {
        conversations.stream()
                .map(followed::get)
                .filter(known -> known != null)
                .flatMap(known -> known.followers().keySet().stream())
                .filter(user -> user != except)
                .distinct()
                .forEach(user -> listeners.send(user, delivery));
    }

    // A position is given out once everything committed before it has been told.
    private Optional<Position> live() {
        return told;
    }

    /** Looks for changes that nobody told. */
    synchronized void look() {
        if (outstanding.entrySet().stream().allMatch(one -> isTold(one.getKey(), one.getValue()))) {
            told = lastLook.map(Position::at).or(() -> told);
            outstanding = Map.of();
        }
        var now = service.now();
        var since = told.map(Position::since).orElse(now).minus(EventService.OVERLAP);
        var recent = service.recent(since);
        recent.joined().forEach((conversation, users) -> {
            if (users.stream()
                    .anyMatch(user -> listeners.has(user)
                            && !listeners.conversations(user).contains(conversation))) {
                reached(conversation, recent.versions().getOrDefault(conversation, 0L), true);
            }
        });
        recent.versions().forEach((conversation, version) -> reached(conversation, version, false));
        lookForReads(since);
        if (outstanding.isEmpty()) {
            lastLook = Optional.of(now);
            outstanding = recent.versions().entrySet().stream()
                    .filter(one -> !isTold(one.getKey(), one.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    // Read pointers are outside the versions: who has read what, unless it was told already.
    private void lookForReads(Instant since) {
        var all = List.copyOf(followed.keySet());
        for (int i = 0; i < all.size(); i += PART) {
            service.reads(all.subList(i, Math.min(i + PART, all.size())), since).stream()
                    .filter(read -> !isTold(read))
                    .forEach(read -> hasRead(read.conversation(), read.user(), read.seq(), read.readAt()));
        }
    }

    // They may have read further, and that been told, since it was read here.
    private boolean isTold(ReadView read) {
        var told = receipts.getIfPresent(new Reader(read.conversation(), read.user()));
        return told != null && told >= read.seq();
    }

    private boolean isTold(long conversation, long version) {
        var known = followed.get(conversation);
        return known == null || known.version() >= version;
    }

    /** Looks after all connections. */
    void tend() {
        var now = clock.instant();
        var heartbeat = settings.live().heartbeat();
        listeners.all().stream()
                .filter(connection -> !connection.tend(now, heartbeat))
                .forEach(this::closed);
    }

    /** Ends the connections of those who are signed out. */
    void judge() {
        if (judgements.getAndIncrement() > 0) {
            return;
        }
        int asked;
        do {
            asked = judgements.get();
            try {
                judgeAll();
            } catch (RuntimeException e) {
                judgements.set(0);
                throw e;
            }
        } while (!judgements.compareAndSet(asked, 0));
    }

    private void judgeAll() {
        var all = listeners.all();
        if (!all.isEmpty()) {
            var ended = grants.ended(all.stream().map(Connection::grant).toList());
            all.stream()
                    .filter(connection -> ended.contains(connection.grant()))
                    .forEach(connection -> connection.end(Ending.SIGNED_OUT));
        }
    }

    /**
     * Ends the connections of those who are signed out, as soon as the transaction has ended their sessions.
     *
     * @param event after the transaction's success
     */
    void signedOut(@Observes(during = TransactionPhase.AFTER_SUCCESS) SessionsEnded event) {
        judgeSoon();
        fanout.tell(Signal.about(Signal.JUDGE, 0, 0));
    }

    /** Ends the connections of those who are signed out, soon. */
    void judgeSoon() {
        run(this::judge, () -> {});
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

    /**
     * How many connections there are.
     *
     * @return those that are open here
     */
    public int size() {
        return listeners.size();
    }

    private void run(Runnable task, Runnable failed) {
        try {
            workers.execute(() -> {
                var done = false;
                try {
                    task.run();
                    done = true;
                } catch (RuntimeException e) {
                    LOG.log(Level.FINE, "The database could not be read; the next look at it makes up for it", e);
                } finally {
                    // After an error of the machine too, or nobody would ever read that conversation again.
                    if (!done) {
                        failed.run();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            // The server stops.
            failed.run();
        }
    }
}
