package messaging.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.auth.StreamAuthorizations;
import messaging.auth.session.RightsInvalidated;
import messaging.conversation.ConversationLocked;
import messaging.conversation.ParticipantJoined;
import messaging.inbox.InboxChanged;
import messaging.inbox.ReadReceiptAdvanced;
import messaging.message.MessageSent;
import messaging.message.MessageView;
import messaging.message.SenderState;
import messaging.monitor.Metrics;
import messaging.monitor.Metrics.Transport;
import messaging.settings.Settings;

/**
 * Delivers changes to the connections of this server. It is notified which conversation has reached which version, reads the
 * changes once, unless they are messages that were sent here, and passes them to all connected participants. The lookout
 * finds changes in the database that it was not notified of.
 */
@ApplicationScoped
public class Hub {
    // Longer than a send takes from its commit to the delivery.
    private static final Duration OWN_CHANGE = Duration.ofSeconds(10);

    @Inject
    private EventService service;

    @Inject
    private Listeners listeners;

    @Inject
    private StreamAuthorizations grants;

    @Inject
    private Fanout fanout;

    @Inject
    private Presences presences;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private Lookout lookout;

    @Inject
    private Tasks tasks;

    /** Who reads where. */
    private record Reader(long conversation, long user) {}

    // The receipts told of late, so that looking into the database does not tell them again.
    private final Cache<Reader, Long> receipts = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(EventService.OVERLAP.multipliedBy(3))
            .build();
    // Whose own state is being read: what a send knows of it may be older, and must not be sent after it.
    private final Cache<Reader, Boolean> ownChanges = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(OWN_CHANGE)
            .build();
    private final Map<Long, Followed> followed = new ConcurrentHashMap<>();
    private final AtomicInteger judgements = new AtomicInteger();
    private Metrics metrics;

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

    /** Somebody who is connected here takes part in a conversation, as was read at a version. */
    void follow(long user, long conversation, long version, long joinedSeq) {
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
     * Delivers a message that was sent on this server, without reading it. The clients of the other participants derive the
     * sender's read receipt from the message.
     *
     * @param event after the transaction's success
     */
    void sent(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageSent event) {
        var message = event.message();
        var known = followed.get(message.conversation());
        if (known != null && known.committed(Batch.of(event))) {
            tasks.run(() -> tellChanges(known), known::gaveUp);
        }
        fanout.tell(Signal.sent(
                message.conversation(), message.version(), event.senderState().isPresent() ? message.sender() : 0));
        event.senderState().ifPresent(state -> sent(message, state, known != null));
    }

    // Sends the state in hand to the sender's own connections. If another change has overtaken it, before or after,
    // they get
    // the latest state from the database.
    private void sent(MessageView message, SenderState state, boolean isFollowed) {
        var reader = new Reader(message.conversation(), message.sender());
        var isConnected = listeners.has(message.sender());
        if (isFollowed || isConnected) {
            receipts.asMap().merge(reader, message.seq(), Math::max);
        }
        if (!isConnected) {
            return;
        }
        if (isLatest(reader, message.seq())) {
            listeners.send(
                    message.sender(),
                    Delivery.of(Frames.Inbox.TYPE, Frames.Inbox.of(InboxView.of(message.conversation(), state))));
        }
        if (!isLatest(reader, message.seq())) {
            // Not renewed: the time in which states are read must end, however often the user sends.
            ownChanges.asMap().putIfAbsent(reader, true);
            tellInbox(message.conversation(), message.sender());
        }
    }

    private boolean isLatest(Reader reader, long seq) {
        var told = receipts.getIfPresent(reader);
        return ownChanges.getIfPresent(reader) == null && (told == null || told <= seq);
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
    void read(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReadReceiptAdvanced event) {
        var read = new ReadView(event.conversation(), event.user(), event.firstSeq(), event.seq(), event.at());
        hasRead(read);
        fanout.tell(Signal.read(read));
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
    void hasRead(ReadView read) {
        if (followed.containsKey(read.conversation())) {
            receipts.put(new Reader(read.conversation(), read.user()), read.seq());
        }
        tell(read.conversation(), 0, Delivery.of(Frames.Read.TYPE, Frames.Read.of(read)));
    }

    /** Somebody's own state of a conversation changed. */
    void keeps(long conversation, long user) {
        if (listeners.has(user)) {
            ownChanges.put(new Reader(conversation, user), true);
            tellInbox(conversation, user);
        }
    }

    private void tellInbox(long conversation, long user) {
        tasks.run(
                () -> service.inbox(conversation, user)
                        .ifPresent(
                                inbox -> listeners.send(user, Delivery.of(Frames.Inbox.TYPE, Frames.Inbox.of(inbox)))),
                () -> {});
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
            tasks.run(() -> tellChanges(known), known::gaveUp);
        } else if (known == null && joined && !listeners.isEmpty()) {
            tasks.run(() -> welcomeTo(conversation), () -> {});
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
                                Followed.delivery(ChangesView.joined(conversation, present.version()), lookout.told()));
                    }
                }));
    }

    private void tellChanges(Followed conversation) {
        do {
            var batch = conversation.takeKnown().or(() -> service.changes(conversation.id(), conversation.version()));
            if (batch.isEmpty()) {
                conversation.gaveUp();
                return;
            }
            conversation.tell(batch.get(), listeners, lookout.told());
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

    /** Whether it has been told that somebody has read so far; they may have read further, and that been told, since. */
    boolean isTold(ReadView read) {
        var told = receipts.getIfPresent(new Reader(read.conversation(), read.user()));
        return told != null && told >= read.seq();
    }

    /** Whether nobody is connected here who has not been told that a conversation has reached a version. */
    boolean isTold(long conversation, long version) {
        var known = followed.get(conversation);
        return known == null || known.version() >= version;
    }

    /** The conversations in which somebody takes part who is connected here. */
    List<Long> followed() {
        return List.copyOf(followed.keySet());
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
    void signedOut(@Observes(during = TransactionPhase.AFTER_SUCCESS) RightsInvalidated event) {
        judgeSoon();
        fanout.tell(Signal.about(Signal.JUDGE, 0, 0));
    }

    /** Ends the connections of those who are signed out, soon. */
    void judgeSoon() {
        tasks.run(this::judge, () -> {});
    }
}
