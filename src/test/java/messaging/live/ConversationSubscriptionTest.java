package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import messaging.sync.ChangeSet;
import messaging.sync.ChangeSet.Change;
import messaging.sync.ChangeSet.MembershipChange;
import messaging.sync.EventView;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class ConversationSubscriptionTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;

    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final ConversationSubscription subscription = new ConversationSubscription(5, 10);

    ConversationSubscriptionTest() {
        subscription.subscribe(AMA, 0, 10);
    }

    @Test
    void userRemovedAfterTheirMembershipWasReadIsNotSubscribed() {
        deliverMembership(11, false);
        assertFalse(subscription.subscribe(KOFI, 0, 10));
        assertFalse(subscription.subscribers().containsKey(KOFI));
    }

    @Test
    void userAddedAgainIsSubscribed() {
        deliverMembership(11, false);
        assertTrue(subscription.subscribe(KOFI, 0, 12));
        deliverMembership(13, false);
        deliverMembership(14, true);
        assertTrue(subscription.subscribe(KOFI, 0, 13));
        assertTrue(subscription.subscribers().containsKey(KOFI));
    }

    @Test // S-SPEED-3
    void consecutiveCommittedChangesAreOneChangeSet() {
        assertTrue(subscription.addCommitted(message(11)), "the caller starts to deliver");
        assertFalse(subscription.addCommitted(message(12)), "the first caller delivers this change too");
        var changes = subscription.pollCommitted().orElseThrow();
        assertEquals(List.of(10L, 12L), List.of(changes.from(), changes.to()));
        assertEquals(
                List.of(11L, 12L),
                changes.changes().stream().map(Change::version).toList());
        assertEquals(Optional.empty(), subscription.pollCommitted());
    }

    @Test
    void committedChangeAfterAGapIsNotDelivered() {
        subscription.addCommitted(message(12));
        assertEquals(Optional.empty(), subscription.pollCommitted());
        subscription.addCommitted(message(11));
        assertEquals(12, subscription.pollCommitted().orElseThrow().to());
    }

    @Test
    void committedChangeAlreadyReadIsNotDeliveredAgain() {
        subscription.addCommitted(message(12));
        deliverMembership(11, true);
        deliverMembership(12, true);
        deliverMembership(13, true);
        subscription.addCommitted(message(12));
        assertEquals(Optional.empty(), subscription.pollCommitted());
    }

    @Test // S-SPEED-3
    void subscribersShareOneSerializedFrame() {
        var ama = connect(AMA);
        var kofi = connect(KOFI);
        subscription.subscribe(KOFI, 0, 10);
        subscription.deliver(message(11), connections, Optional.empty());
        assertEquals(1, ama.frames.size());
        assertSame(ama.frames.get(0), kofi.frames.get(0));
    }

    private void deliverMembership(long version, boolean active) {
        subscription.deliver(
                changeSet(version, List.of(new MembershipChange(KOFI, version, active, 0, version)), 0),
                connections,
                Optional.empty());
    }

    private static ChangeSet message(long version) {
        return changeSet(version, List.of(), version);
    }

    private static ChangeSet changeSet(long version, List<MembershipChange> memberships, long seq) {
        // The type of the event is irrelevant here.
        var event = new EventView(EventView.MESSAGE_CREATED, version, null, null, null);
        return new ChangeSet(
                5,
                version - 1,
                version,
                false,
                false,
                Optional.empty(),
                memberships,
                List.of(new Change(version, seq, event)));
    }

    private RecordingConnection connect(long user) {
        var connection = RecordingConnection.live(user);
        connections.add(connection, 10);
        return connection;
    }
}
