package messaging.event;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
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
import messaging.message.OnlineRecipients;

/** Who is online, here or at another server. It is never stored; without a broker only this server counts. */
@ApplicationScoped
class Presences {
    /** How often a server says who is connected to it. */
    static final Duration REFRESH = Duration.ofSeconds(30);

    private static final Duration FORGET = Duration.ofSeconds(75);
    // Whoever changes the network or loads the page anew was not away.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, Elsewhere> servers = new ConcurrentHashMap<>();

    @Inject
    private Listeners listeners;

    @Inject
    private Hub hub;

    @Inject
    private Fanout fanout;

    @Resource
    private ManagedScheduledExecutorService timer;

    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    /** Who is connected to another server, as it said last. */
    private static final class Elsewhere {
        private final Set<Long> users = ConcurrentHashMap.newKeySet();
        private volatile long said = System.nanoTime();
    }

    /** Whether somebody is online. */
    boolean isOnline(long user) {
        return known.contains(user) || servers.values().stream().anyMatch(server -> server.users.contains(user));
    }

    void addOnline(@Observes OnlineRecipients recipients) {
        recipients.addOnline(this::isOnline);
    }

    /** Somebody has connected here. */
    void came(long user, Collection<Long> conversations) {
        var online = isOnline(user);
        if (known.add(user)) {
            fanout.tell(Signal.of(Signal.CAME, user, List.copyOf(conversations)));
        }
        if (!online) {
            tell(user, conversations, true);
        }
    }

    /** Somebody's last connection here is gone. */
    void left(long user, Collection<Long> conversations) {
        timer.schedule(
                () -> {
                    if (!listeners.has(user) && known.remove(user)) {
                        fanout.tell(Signal.of(Signal.LEFT, user, List.copyOf(conversations)));
                        if (!isOnline(user)) {
                            tell(user, conversations, false);
                        }
                    }
                },
                GRACE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void cameElsewhere(String server, long user, Collection<Long> conversations) {
        var online = isOnline(user);
        elsewhere(server).users.add(user);
        if (!online) {
            tell(user, conversations, true);
        }
    }

    void leftElsewhere(String server, long user, Collection<Long> conversations) {
        if (elsewhere(server).users.remove(user) && !isOnline(user)) {
            tell(user, conversations, false);
        }
    }

    void presentElsewhere(String server, Collection<Long> users) {
        var all = elsewhere(server);
        all.users.addAll(users);
        all.users.retainAll(new HashSet<>(users));
    }

    /** Says who is connected here, and forgets servers that have said nothing for long. */
    void say() {
        fanout.tell(Signal.of(Signal.PRESENT, 0, List.copyOf(known)));
        servers.values().removeIf(server -> System.nanoTime() - server.said > FORGET.toNanos());
    }

    private Elsewhere elsewhere(String server) {
        var elsewhere = servers.computeIfAbsent(server, fresh -> new Elsewhere());
        elsewhere.said = System.nanoTime();
        return elsewhere;
    }

    private void tell(long user, Collection<Long> conversations, boolean online) {
        var frame = new Frames.Presence(Frames.Presence.TYPE, user, online ? "online" : "offline");
        hub.tellAll(conversations, user, Delivery.of(Frames.Presence.TYPE, frame));
    }
}
