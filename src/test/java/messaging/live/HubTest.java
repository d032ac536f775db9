package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import messaging.presence.PresenceTracker;
import messaging.sync.ChangeService;
import messaging.sync.ChangeSet;
import messaging.sync.ChangeSet.Change;
import messaging.sync.EventView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class HubTest {
    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());
    private static final long CONVERSATION = 5;
    private static final long AMA = 1;
    private static final long KOFI = 2;
    private static final int MAX = 10;

    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final Database database = new Database();
    private final Presence presence = new Presence();
    private final Metrics metrics = new Metrics();
    private final Hub hub = new Hub(
            database,
            connections,
            presence,
            new DeliveryHorizon(),
            new LiveExecutor(Runnable::run, new BackgroundTasks(metrics, Clock.systemUTC())),
            metrics,
            Clock.systemUTC());
    private final RecordingConnection kofi = RecordingConnection.live(KOFI);

    @BeforeEach
    void connect() {
        LOG.setUseParentHandlers(false);
        connections.add(kofi, MAX);
    }

    @AfterEach
    void releaseLog() {
        LOG.setUseParentHandlers(true);
    }

    @Test
    void changesAreReadOnceForAllSubscribers() {
        var ama = RecordingConnection.live(AMA);
        connections.add(ama, MAX);
        hub.subscribe(KOFI, CONVERSATION, 10, 0);
        hub.subscribe(AMA, CONVERSATION, 10, 0);
        database.version = 12;
        hub.versionReached(CONVERSATION, 12, false);
        assertEquals(List.of(10L), database.reads);
        assertEquals(List.of("changes"), kofi.types());
        assertEquals(kofi.frames, ama.frames);
        assertTrue(hub.isDelivered(CONVERSATION, 12));
        assertFalse(hub.isDelivered(CONVERSATION, 13));
    }

    @Test
    void deliveredVersionIsNotReadAgain() {
        hub.subscribe(KOFI, CONVERSATION, 10, 0);
        hub.versionReached(CONVERSATION, 10, false);
        assertEquals(List.of(), database.reads);
    }

    @Test
    void conversationWithoutSubscribersIsNotRead() {
        hub.versionReached(CONVERSATION, 12, false);
        assertEquals(List.of(), database.reads);
        assertTrue(hub.isDelivered(CONVERSATION, 12));
    }

    @Test
    void failedReadIsRetriedAtNextNotification() {
        hub.subscribe(KOFI, CONVERSATION, 10, 0);
        database.version = 12;
        database.available = false;
        hub.versionReached(CONVERSATION, 12, false);
        assertEquals(List.of(), kofi.types());
        assertFalse(hub.isDelivered(CONVERSATION, 12));
        database.available = true;
        hub.versionReached(CONVERSATION, 12, false);
        assertEquals(List.of("changes"), kofi.types());
    }

    @Test
    void newParticipantIsSubscribedAndNotified() {
        database.version = 3;
        database.joinedSeqs = Map.of(KOFI, 7L);
        hub.versionReached(CONVERSATION, 3, true);
        assertEquals(List.of("joined"), kofi.types());
        assertTrue(hub.isSubscribed(CONVERSATION));
        hub.versionReached(CONVERSATION, 3, true);
        assertEquals(List.of("joined"), kofi.types());
    }

    @Test
    void userWhoHasDisconnectedIsNotSubscribed() {
        hub.connectionClosed(kofi);
        hub.subscribe(KOFI, CONVERSATION, 10, 0);
        assertFalse(hub.isSubscribed(CONVERSATION));
    }

    @Test
    void lastConnectionEndsSubscriptionsAndPresence() {
        var second = RecordingConnection.live(KOFI);
        connections.add(second, MAX);
        hub.subscribe(KOFI, CONVERSATION, 10, 0);
        hub.connectionClosed(kofi);
        assertTrue(hub.isSubscribed(CONVERSATION));
        assertEquals(List.of(), presence.disconnected);
        hub.connectionClosed(second);
        assertFalse(hub.isSubscribed(CONVERSATION));
        assertEquals(List.of(KOFI), presence.disconnected);
    }

    @Test
    void unstoredFrameIsSentOnceToOtherParticipants() {
        var ama = RecordingConnection.live(AMA);
        connections.add(ama, MAX);
        for (var conversation : List.of(CONVERSATION, 6L)) {
            hub.subscribe(KOFI, conversation, 10, 0);
            hub.subscribe(AMA, conversation, 10, 0);
        }
        var frame = OutboundFrame.of(
                ServerFrames.Presence.TYPE, new ServerFrames.Presence(ServerFrames.Presence.TYPE, AMA, "online"));
        hub.sendToAll(List.of(CONVERSATION, 6L, 7L), AMA, frame);
        assertEquals(List.of("presence"), kofi.types());
        hub.send(CONVERSATION, AMA, frame);
        assertEquals(List.of("presence", "presence"), kofi.types());
        assertEquals(List.of(), ama.types());
    }

    /** Contains one conversation. */
    private static final class Database extends ChangeService {
        private final List<Long> reads = new ArrayList<>();
        private boolean available = true;
        private long version = 10;
        private Map<Long, Long> joinedSeqs = Map.of();

        @Override
        public Optional<ChangeSet> changes(long conversation, long from) {
            if (!available) {
                throw new IllegalStateException("The database is unavailable");
            }
            reads.add(from);
            var event = new EventView("conversation.updated", version, null, null, null);
            return Optional.of(new ChangeSet(
                    conversation,
                    from,
                    version,
                    false,
                    false,
                    Optional.empty(),
                    List.of(),
                    List.of(new Change(version, 0, event))));
        }

        @Override
        public Optional<Participants> participants(long conversation) {
            return Optional.of(new Participants(version, joinedSeqs));
        }
    }

    private static final class Presence extends PresenceTracker {
        private final List<Long> disconnected = new ArrayList<>();

        @Override
        public void disconnected(long user, Collection<Long> conversations, BooleanSupplier reconnected) {
            disconnected.add(user);
        }
    }
}
