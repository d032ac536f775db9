package messaging.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.auth.StreamAuthorization;
import messaging.event.Batch.Change;
import messaging.event.Batch.Membership;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class FollowedTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;

    private final Listeners listeners = new Listeners();
    private final Followed conversation = new Followed(5, 10);

    FollowedTest() {
        conversation.follow(AMA, 0, 10);
    }

    private void tell(long version, boolean active) {
        conversation.tell(
                new Batch(
                        5,
                        version - 1,
                        version,
                        false,
                        false,
                        Optional.empty(),
                        List.of(new Membership(KOFI, version, active, 0, version)),
                        List.of(new Change(version, 0, EventView.conversationDeleted(version)))),
                listeners,
                Optional.empty());
    }

    @Test
    void whoWasRemovedAfterTheirPartWasReadDoesNotFollow() {
        tell(11, false);
        assertFalse(conversation.follow(KOFI, 0, 10));
        assertFalse(conversation.followers().containsKey(KOFI));
    }

    @Test
    void whoCameBackFollows() {
        tell(11, false);
        assertTrue(conversation.follow(KOFI, 0, 12));
        tell(13, false);
        tell(14, true);
        assertTrue(conversation.follow(KOFI, 0, 13));
        assertTrue(conversation.followers().containsKey(KOFI));
    }

    @Test // S-SPEED-3
    void changesOfThisServerThatFollowEachOtherAreOneBatch() {
        assertTrue(conversation.committed(sent(11)), "the caller starts to tell");
        assertFalse(conversation.committed(sent(12)), "the caller who started tells this one too");
        var batch = conversation.takeKnown().orElseThrow();
        assertEquals(List.of(10L, 12L), List.of(batch.from(), batch.to()));
        assertEquals(
                List.of(11L, 12L), batch.changes().stream().map(Change::version).toList());
        assertEquals(Optional.empty(), conversation.takeKnown());
    }

    @Test // S-PLUS-5
    void changeBehindAGapMustBeRead() {
        conversation.committed(sent(12));
        assertEquals(Optional.empty(), conversation.takeKnown());
        conversation.committed(sent(11));
        assertEquals(12, conversation.takeKnown().orElseThrow().to());
    }

    @Test // S-PLUS-5
    void changeThatWasReadIsNotToldAgain() {
        conversation.committed(sent(12));
        tell(11, true);
        tell(12, true);
        tell(13, true);
        conversation.committed(sent(12));
        assertEquals(Optional.empty(), conversation.takeKnown());
    }

    @Test // S-SPEED-3
    void followersGetTheSameSerializedFrame() {
        var amas = connect(AMA);
        var kofis = connect(KOFI);
        conversation.follow(KOFI, 0, 10);
        conversation.tell(sent(11), listeners, Optional.empty());
        assertEquals(1, amas.written.size());
        assertSame(amas.written.get(0), kofis.written.get(0));
    }

    private Recorder connect(long user) {
        var connection = new Recorder(user);
        connection.missed();
        listeners.add(connection, 10);
        return connection;
    }

    /** A connection that keeps what is written to it. */
    private static final class Recorder extends Connection {
        private final List<Delivery> written = new ArrayList<>();

        private Recorder(long user) {
            super(new StreamAuthorization(user, Optional.empty(), Instant.MAX));
        }

        @Override
        void write(Delivery delivery) {
            written.add(delivery);
            written();
        }

        @Override
        void shut() {
            // Nothing is open.
        }
    }

    private static Batch sent(long version) {
        return new Batch(
                5,
                version - 1,
                version,
                false,
                false,
                Optional.empty(),
                List.of(),
                List.of(new Change(version, version, EventView.conversationDeleted(version))));
    }
}
