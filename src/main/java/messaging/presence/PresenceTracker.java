package messaging.presence;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import messaging.cluster.BrokerConnected;
import messaging.cluster.ClusterBroadcaster;
import messaging.cluster.ClusterMessage;
import messaging.message.OnlineRecipients;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;

/**
 * Knows which users are online: those with a live connection to this replica or, as far as the broker reports them, to
 * another one. Presence is never stored.
 */
@ApplicationScoped
public class PresenceTracker {
    /** How often each replica must {@linkplain #publishConnectedUsers publish} its users. */
    public static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(30);

    private static final Duration REPLICA_TTL = Duration.ofSeconds(75);
    // A user who changes the network or reloads the page stays online.
    private static final Duration DISCONNECT_DELAY = Duration.ofSeconds(5);

    private final Set<Long> connectedUsers = ConcurrentHashMap.newKeySet();
    private final Map<String, Replica> replicas = new ConcurrentHashMap<>();

    @Resource
    private ManagedScheduledExecutorService timer;

    private ClusterBroadcaster broadcaster;
    private Event<PresenceChanged> changes;
    private BackgroundTask departures;

    /** For CDI's proxy. */
    protected PresenceTracker() {}

    @Inject
    PresenceTracker(ClusterBroadcaster broadcaster, Event<PresenceChanged> changes, BackgroundTasks tasks) {
        this.broadcaster = broadcaster;
        this.changes = changes;
        this.departures = tasks.named("presence_departures");
    }

    /** The users of another replica, as it last reported them. */
    private static final class Replica {
        private final Set<Long> users = ConcurrentHashMap.newKeySet();
        private volatile long reportedAt = System.nanoTime();
    }

    /**
     * Returns whether a user is online.
     *
     * @param user ID of the account
     */
    public boolean isOnline(long user) {
        return connectedUsers.contains(user)
                || replicas.values().stream().anyMatch(replica -> replica.users.contains(user));
    }

    void addOnline(@Observes OnlineRecipients recipients) {
        recipients.addOnline(this::isOnline);
    }

    /**
     * Records that a user has a connection to this replica.
     *
     * @param user ID of the account
     * @param conversations IDs of the user's conversations, whose participants are notified
     */
    public void connected(long user, Collection<Long> conversations) {
        var wasOnline = isOnline(user);
        if (connectedUsers.add(user)) {
            broadcaster.broadcast(
                    replica -> new ClusterMessage.UserConnected(replica, user, List.copyOf(conversations)));
        }
        if (!wasOnline) {
            changes.fire(new PresenceChanged(user, conversations, true));
        }
    }

    /**
     * Records that a user's last connection to this replica has ended. They go offline some seconds later.
     *
     * @param user ID of the account
     * @param conversations IDs of the user's conversations, whose participants are notified
     * @param reconnected whether the user has a connection to this replica again by then
     */
    public void disconnected(long user, Collection<Long> conversations, BooleanSupplier reconnected) {
        timer.schedule(
                departures.wrap(() -> {
                    if (!reconnected.getAsBoolean()) {
                        removeUser(user, conversations);
                    }
                }),
                DISCONNECT_DELAY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void removeUser(long user, Collection<Long> conversations) {
        if (connectedUsers.remove(user)) {
            broadcaster.broadcast(
                    replica -> new ClusterMessage.UserDisconnected(replica, user, List.copyOf(conversations)));
            if (!isOnline(user)) {
                changes.fire(new PresenceChanged(user, conversations, false));
            }
        }
    }

    void userConnected(@Observes ClusterMessage.UserConnected message) {
        var wasOnline = isOnline(message.user());
        reporting(message).users.add(message.user());
        if (!wasOnline) {
            changes.fire(new PresenceChanged(message.user(), message.conversations(), true));
        }
    }

    void userDisconnected(@Observes ClusterMessage.UserDisconnected message) {
        if (reporting(message).users.remove(message.user()) && !isOnline(message.user())) {
            changes.fire(new PresenceChanged(message.user(), message.conversations(), false));
        }
    }

    void replaceUsers(@Observes ClusterMessage.ConnectedUsers message) {
        var users = reporting(message).users;
        users.addAll(message.users());
        users.retainAll(new HashSet<>(message.users()));
    }

    void requestConnectedUsers(@Observes BrokerConnected event) {
        broadcaster.broadcast(ClusterMessage.ConnectedUsersRequested::new);
    }

    void sendConnectedUsers(@Observes ClusterMessage.ConnectedUsersRequested message) {
        publishConnectedUsers();
    }

    /** Sends this replica's users to the other replicas, and forgets replicas that have not reported theirs in time. */
    public void publishConnectedUsers() {
        broadcaster.broadcast(replica -> new ClusterMessage.ConnectedUsers(replica, List.copyOf(connectedUsers)));
        replicas.values().removeIf(replica -> System.nanoTime() - replica.reportedAt > REPLICA_TTL.toNanos());
    }

    private Replica reporting(ClusterMessage message) {
        var replica = replicas.computeIfAbsent(message.replica(), id -> new Replica());
        replica.reportedAt = System.nanoTime();
        return replica;
    }
}
