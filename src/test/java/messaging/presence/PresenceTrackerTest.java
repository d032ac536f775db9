package messaging.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import messaging.cluster.BrokerConnected;
import messaging.cluster.ClusterBroadcaster;
import messaging.cluster.ClusterMessage;
import messaging.cluster.ClusterMessage.ConnectedUsers;
import messaging.cluster.ClusterMessage.ConnectedUsersRequested;
import messaging.cluster.ClusterMessage.UserConnected;
import messaging.cluster.ClusterMessage.UserDisconnected;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class PresenceTrackerTest {
    private static final long KOFI = 2;
    private static final List<Long> CONVERSATIONS = List.of(5L);

    private final Broadcaster broadcaster = new Broadcaster();
    private final Changes changes = new Changes();
    private final PresenceTracker tracker =
            new PresenceTracker(broadcaster, changes, new BackgroundTasks(new Metrics(), Clock.systemUTC()));

    @Test
    void firstConnectionIsReportedOnce() {
        tracker.connected(KOFI, CONVERSATIONS);
        tracker.connected(KOFI, CONVERSATIONS);
        assertTrue(tracker.isOnline(KOFI));
        assertEquals(List.of(new PresenceChanged(KOFI, CONVERSATIONS, true)), changes.fired);
        assertEquals(List.of(new UserConnected("this", KOFI, CONVERSATIONS)), broadcaster.sent);
    }

    @Test
    void userIsOnlineWhileConnectedToAnyReplica() {
        tracker.userConnected(new UserConnected("a", KOFI, CONVERSATIONS));
        tracker.userConnected(new UserConnected("b", KOFI, CONVERSATIONS));
        assertTrue(tracker.isOnline(KOFI));
        tracker.userDisconnected(new UserDisconnected("a", KOFI, CONVERSATIONS));
        assertTrue(tracker.isOnline(KOFI));
        tracker.userDisconnected(new UserDisconnected("b", KOFI, CONVERSATIONS));
        assertFalse(tracker.isOnline(KOFI));
        assertEquals(
                List.of(
                        new PresenceChanged(KOFI, CONVERSATIONS, true),
                        new PresenceChanged(KOFI, CONVERSATIONS, false)),
                changes.fired);
    }

    @Test
    void userOnlineElsewhereIsNotReportedAgain() {
        tracker.userConnected(new UserConnected("a", KOFI, CONVERSATIONS));
        tracker.connected(KOFI, CONVERSATIONS);
        assertEquals(1, changes.fired.size());
        tracker.userDisconnected(new UserDisconnected("a", KOFI, CONVERSATIONS));
        assertTrue(tracker.isOnline(KOFI));
        assertEquals(1, changes.fired.size());
    }

    @Test
    void connectedUsersReplaceEarlierOnesOfSameReplica() {
        tracker.replaceUsers(new ConnectedUsers("a", List.of(KOFI, 3L)));
        tracker.replaceUsers(new ConnectedUsers("b", List.of(4L)));
        tracker.replaceUsers(new ConnectedUsers("a", List.of(3L)));
        assertFalse(tracker.isOnline(KOFI));
        assertTrue(tracker.isOnline(3));
        assertTrue(tracker.isOnline(4));
    }

    @Test
    void replicaRequestsAndSendsConnectedUsers() {
        tracker.requestConnectedUsers(new BrokerConnected());
        tracker.connected(KOFI, CONVERSATIONS);
        tracker.sendConnectedUsers(new ConnectedUsersRequested("a"));
        assertEquals(
                List.of(
                        new ConnectedUsersRequested("this"),
                        new UserConnected("this", KOFI, CONVERSATIONS),
                        new ConnectedUsers("this", List.of(KOFI))),
                broadcaster.sent);
    }

    private static final class Broadcaster extends ClusterBroadcaster {
        private final List<ClusterMessage> sent = new ArrayList<>();

        @Override
        public void broadcast(Function<String, ClusterMessage> message) {
            sent.add(message.apply("this"));
        }
    }

    private static final class Changes implements Event<PresenceChanged> {
        private final List<PresenceChanged> fired = new ArrayList<>();

        @Override
        public void fire(PresenceChanged event) {
            fired.add(event);
        }

        @Override
        public <U extends PresenceChanged> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends PresenceChanged> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<PresenceChanged> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends PresenceChanged> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends PresenceChanged> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
