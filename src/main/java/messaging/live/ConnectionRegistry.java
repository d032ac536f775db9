package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The live connections to this replica, by user, with the conversations to which each connected user is subscribed. */
@ApplicationScoped
class ConnectionRegistry {
    private final Map<Long, ConnectedUser> users = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    private record ConnectedUser(Set<Connection> connections, Set<Long> conversations) {
        ConnectedUser() {
            this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }
    }

    /**
     * Adds a connection.
     *
     * @param max maximum number of connections, half of which a single user may have
     * @return false if a limit has been reached
     */
    boolean add(Connection connection, int max) {
        var user = users.compute(connection.user(), (id, known) -> {
            if (!hasCapacity(known, max)) {
                return known;
            }
            if (size.incrementAndGet() > max) {
                size.decrementAndGet();
                return known;
            }
            var added = known == null ? new ConnectedUser() : known;
            added.connections().add(connection);
            return added;
        });
        return user != null && user.connections().contains(connection);
    }

    /** Returns whether a user can open another connection: each may have half of the maximum. */
    boolean hasCapacity(long user, int max) {
        return hasCapacity(users.get(user), max);
    }

    private static boolean hasCapacity(ConnectedUser user, int max) {
        return user == null || user.connections().size() < max / 2;
    }

    /** Returns the number of connections. */
    int size() {
        return size.get();
    }

    /**
     * Removes a connection.
     *
     * @return the conversations to which the user was subscribed, if this was their last connection; otherwise none
     */
    Set<Long> remove(Connection connection) {
        var conversations = new ArrayList<Long>();
        users.computeIfPresent(connection.user(), (id, user) -> {
            if (!user.connections().remove(connection)) {
                return user;
            }
            size.decrementAndGet();
            if (!user.connections().isEmpty()) {
                return user;
            }
            conversations.addAll(user.conversations());
            return null;
        });
        return Set.copyOf(conversations);
    }

    /** Returns whether there are no connections. The conversations of users who connect later are read at that time. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    boolean isConnected(long user) {
        return users.containsKey(user);
    }

    /** Returns the conversations to which a user is subscribed. */
    Set<Long> conversations(long user) {
        var connected = users.get(user);
        return connected == null ? Set.of() : Set.copyOf(connected.conversations());
    }

    List<Connection> connections() {
        return users.values().stream()
                .flatMap(user -> user.connections().stream())
                .toList();
    }

    /**
     * Records that a user is subscribed to a conversation.
     *
     * @return false if the user is not connected
     */
    boolean addConversation(long user, long conversation) {
        var connected = users.get(user);
        if (connected == null) {
            return false;
        }
        connected.conversations().add(conversation);
        return true;
    }

    /** Records that a user is no longer subscribed to a conversation. */
    void removeConversation(long user, long conversation) {
        var connected = users.get(user);
        if (connected != null) {
            connected.conversations().remove(conversation);
        }
    }

    /** Passes changes of a conversation to a user's connections, which deliver them in order. */
    void sendChange(long user, long conversation, long from, OutboundFrame frame) {
        connections(user).forEach(connection -> connection.sendChange(conversation, from, frame));
    }

    /** Passes a frame that is independent of the order of changes to a user's connections. */
    void send(long user, OutboundFrame frame) {
        connections(user).forEach(connection -> connection.send(frame));
    }

    private Collection<Connection> connections(long user) {
        var connected = users.get(user);
        return connected == null ? Set.of() : connected.connections();
    }
}
