package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import messaging.message.MessageSent;
import messaging.message.MessageView;
import messaging.monitor.Metrics;
import messaging.presence.PresenceTracker;
import messaging.sync.ChangeService;
import messaging.sync.ChangeSet;
import messaging.sync.ChangesView;
import messaging.sync.EventView;

/**
 * Delivers changes to the connections of this replica. The hub is notified that a conversation has reached a version, reads
 * its changes once, unless they are messages that were sent on this replica, and passes them to all connected participants.
 */
@ApplicationScoped
class Hub {
    // In place of a version: the client does not have the conversation.
    private static final long UNKNOWN_VERSION = -1;

    private final Map<Long, ConversationSubscription> subscriptions = new ConcurrentHashMap<>();

    private ChangeService service;
    private ConnectionRegistry connections;
    private PresenceTracker presence;
    private DeliveryHorizon horizon;
    private LiveExecutor executor;
    private Metrics metrics;
    private Clock clock;

    /** For CDI's proxy. */
    protected Hub() {}

    @Inject
    Hub(
            ChangeService service,
            ConnectionRegistry connections,
            PresenceTracker presence,
            DeliveryHorizon horizon,
            LiveExecutor executor,
            Metrics metrics,
            Clock clock) {
        this.service = service;
        this.connections = connections;
        this.presence = presence;
        this.horizon = horizon;
        this.executor = executor;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Subscribes a connected user to a conversation.
     *
     * @param version version at which the user was read to be a participant
     * @param joinedSeq number of the latest message when they joined
     */
    void subscribe(long user, long conversation, long version, long joinedSeq) {
        if (connections.addConversation(user, conversation)) {
            // Within the map's lock, so that the subscription is not removed for lack of subscribers meanwhile.
            subscriptions.compute(conversation, (id, known) -> {
                var subscription = known == null ? new ConversationSubscription(id, version) : known;
                if (!subscription.subscribe(user, joinedSeq, version)) {
                    connections.removeConversation(user, conversation);
                }
                return subscription;
            });
            if (!connections.isConnected(user)) {
                unsubscribe(user, conversation);
            }
        }
    }

    /** Removes a connection that has ended. */
    void connectionClosed(Connection connection) {
        var user = connection.user();
        var conversations = connections.conversations(user);
        connections.remove(connection).forEach(conversation -> unsubscribe(user, conversation));
        if (!connections.isConnected(user)) {
            presence.disconnected(user, conversations, () -> connections.isConnected(user));
        }
    }

    private void unsubscribe(long user, long conversation) {
        subscriptions.computeIfPresent(conversation, (id, subscription) -> {
            // The user may have connected again.
            if (!connections.isConnected(user)) {
                subscription.unsubscribe(user);
            }
            return subscription.hasSubscribers() ? subscription : null;
        });
    }

    /** Delivers a message that was sent on this replica, without reading it. */
    void messageSent(MessageSent event) {
        var subscription = subscriptions.get(event.message().conversation());
        if (subscription != null && subscription.addCommitted(ChangeSet.of(event))) {
            startDelivery(subscription);
        }
    }

    /**
     * Delivers the changes of a conversation that has reached a version.
     *
     * @param conversation its ID
     * @param version the version
     * @param mayHaveNewParticipants whether connected users may have joined the conversation, which has no subscribers yet
     */
    void versionReached(long conversation, long version, boolean mayHaveNewParticipants) {
        var subscription = subscriptions.get(conversation);
        if (subscription != null && subscription.advanceTarget(version)) {
            startDelivery(subscription);
        } else if (subscription == null && mayHaveNewParticipants && !connections.isEmpty()) {
            executor.run(() -> subscribeNewParticipants(conversation), () -> {});
        }
    }

    private void startDelivery(ConversationSubscription subscription) {
        executor.run(() -> deliverChanges(subscription), subscription::abortDelivery);
    }

    private void deliverChanges(ConversationSubscription subscription) {
        do {
            var changes =
                    subscription.pollCommitted().or(() -> service.changes(subscription.id(), subscription.version()));
            if (changes.isEmpty()) {
                subscription.abortDelivery();
                return;
            }
            subscription.deliver(changes.get(), connections, horizon.token());
            recordDelay(changes.get());
            subscriptions.computeIfPresent(
                    subscription.id(), (id, current) -> current.hasSubscribers() ? current : null);
        } while (subscription.hasMore());
    }

    private void recordDelay(ChangeSet changes) {
        for (var change : changes.changes()) {
            if (change.event().type().equals(EventView.MESSAGE_CREATED)
                    && change.event().message() instanceof MessageView message) {
                metrics.messageDelivered(Duration.between(message.createdAt(), clock.instant()));
            }
        }
    }

    // The conversation had no connected participants on this replica until now.
    private void subscribeNewParticipants(long conversation) {
        service.participants(conversation)
                .ifPresent(current -> current.joinedSeqs().forEach((user, joinedSeq) -> {
                    if (connections.isConnected(user)
                            && !connections.conversations(user).contains(conversation)) {
                        subscribe(user, conversation, current.version(), joinedSeq);
                        connections.sendChange(
                                user,
                                conversation,
                                UNKNOWN_VERSION,
                                ConversationSubscription.frame(
                                        ChangesView.joined(conversation, current.version()), horizon.token()));
                    }
                }));
    }

    /**
     * Sends a frame that is independent of the order of changes to the connected participants of a conversation.
     *
     * @param except ID of a user who does not receive it; 0 for none
     */
    void send(long conversation, long except, OutboundFrame frame) {
        var subscription = subscriptions.get(conversation);
        if (subscription != null) {
            subscription.subscribers().keySet().stream()
                    .filter(user -> user != except)
                    .forEach(user -> connections.send(user, frame));
        }
    }

    /** Sends a frame once to each connected participant of any of the conversations, except a user. */
    void sendToAll(Collection<Long> conversations, long except, OutboundFrame frame) {
        conversations.stream()
                .map(subscriptions::get)
                .filter(subscription -> subscription != null)
                .flatMap(subscription -> subscription.subscribers().keySet().stream())
                .filter(user -> user != except)
                .distinct()
                .forEach(user -> connections.send(user, frame));
    }

    /** Returns whether all subscribers of a conversation have been sent its changes up to a version. */
    boolean isDelivered(long conversation, long version) {
        var subscription = subscriptions.get(conversation);
        return subscription == null || subscription.version() >= version;
    }

    /** Returns whether a conversation has connected participants. */
    boolean isSubscribed(long conversation) {
        return subscriptions.containsKey(conversation);
    }

    /** Returns the conversations that have connected participants. */
    List<Long> subscribedConversations() {
        return List.copyOf(subscriptions.keySet());
    }
}
