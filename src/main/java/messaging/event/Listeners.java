package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is connected here. */
@ApplicationScoped
class Listeners {
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();

    /** Somebody with all their connections, and the conversations that are followed for them. */
    private record Listener(Set<Connection> connections, Set<Long> conversations) {}

    /** Takes in a connection; true if it is the user's first one here. */
    boolean add(Connection connection) {
        var first = new boolean[1];
        listeners.compute(connection.user(), (user, known) -> {
            var listener =
                    known == null ? new Listener(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet()) : known;
            first[0] = listener.connections().isEmpty();
            listener.connections().add(connection);
            return listener;
        });
        return first[0];
    }

    /**
     * Lets a connection go.
     *
     * @return the conversations that were followed for the user, if that was the last one; otherwise none
     */
    Set<Long> remove(Connection connection) {
        var followed = new ArrayList<Long>();
        listeners.computeIfPresent(connection.user(), (user, listener) -> {
            if (listener.connections().remove(connection)
                    && listener.connections().isEmpty()) {
                followed.addAll(listener.conversations());
                return null;
            }
            return listener;
        });
        return Set.copyOf(followed);
    }

    /** Whether nobody is connected here. Whoever connects after that reads what they take part in by themselves. */
    boolean isEmpty() {
        return listeners.isEmpty();
    }

    boolean has(long user) {
        return listeners.containsKey(user);
    }

    Set<Long> users() {
        return Set.copyOf(listeners.keySet());
    }

    /** The conversations that are followed for somebody. */
    Set<Long> conversations(long user) {
        var listener = listeners.get(user);
        return listener == null ? Set.of() : Set.copyOf(listener.conversations());
    }

    List<Connection> all() {
        return listeners.values().stream()
                .flatMap(listener -> listener.connections().stream())
                .toList();
    }

    /** A conversation is followed for somebody from now on; false if they are not connected. */
    boolean following(long user, long conversation) {
        var listener = listeners.get(user);
        return listener != null && (listener.conversations().add(conversation) || true);
    }

    /** A conversation is no longer followed for somebody. */
    void ended(long user, long conversation) {
        var listener = listeners.get(user);
        if (listener != null) {
            listener.conversations().remove(conversation);
        }
    }

    /** Changes of a conversation for somebody. */
    void change(long user, long conversation, long from, Delivery delivery) {
        connections(user).forEach(connection -> connection.change(conversation, from, delivery));
    }

    /** Something that may come in any order, for somebody. */
    void send(long user, Delivery delivery) {
        connections(user).forEach(connection -> connection.send(delivery));
    }

    private Collection<Connection> connections(long user) {
        var listener = listeners.get(user);
        return listener == null ? Set.of() : listener.connections();
    }
}
