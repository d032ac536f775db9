package messaging.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is connected here. */
@ApplicationScoped
class Listeners {
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /** Somebody with all their connections, and the conversations that are followed for them. */
    private record Listener(Set<Connection> connections, Set<Long> conversations) {}

    /**
     * Takes in a connection.
     *
     * @return false if there are as many as may be, of the account's or of all
     */
    boolean add(Connection connection, int most) {
        var added = new boolean[1];
        listeners.compute(connection.user(), (user, known) -> {
            if (!hasRoom(known, most)) {
                return known;
            }
            if (size.incrementAndGet() > most) {
                size.decrementAndGet();
                return known;
            }
            var listener =
                    known == null ? new Listener(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet()) : known;
            added[0] = listener.connections().add(connection);
            return listener;
        });
        return added[0];
    }

    /** Whether somebody may have one more connection; nobody may have more than half of all. */
    boolean hasRoom(long user, int most) {
        return hasRoom(listeners.get(user), most);
    }

    private static boolean hasRoom(Listener listener, int most) {
        return listener == null || listener.connections().size() < most / 2;
    }

    /** How many connections there are. */
    int size() {
        return size.get();
    }

    /**
     * Lets a connection go.
     *
     * @return the conversations that were followed for the user, if that was the last one; otherwise none
     */
    Set<Long> remove(Connection connection) {
        var followed = new ArrayList<Long>();
        listeners.computeIfPresent(connection.user(), (user, listener) -> {
            if (!listener.connections().remove(connection)) {
                return listener;
            }
            size.decrementAndGet();
            if (!listener.connections().isEmpty()) {
                return listener;
            }
            followed.addAll(listener.conversations());
            return null;
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
