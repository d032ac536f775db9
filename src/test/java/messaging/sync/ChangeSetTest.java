package messaging.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import messaging.sync.ChangeSet.Change;
import messaging.sync.ChangeSet.MembershipChange;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class ChangeSetTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;

    // Versions 11 to 14, each with a message: numbers 1 to 4.
    private static ChangeSet changeSet(boolean historyJoined, MembershipChange... memberships) {
        return new ChangeSet(
                5,
                10,
                14,
                historyJoined,
                false,
                Optional.empty(),
                List.of(memberships),
                LongStream.rangeClosed(11, 14)
                        .mapToObj(version -> new Change(version, version - 10, EventView.conversationDeleted(version)))
                        .toList());
    }

    private static List<Long> versions(ChangesView view) {
        return view.events().stream().map(EventView::version).toList();
    }

    @Test
    void participantOfWholeRangeReceivesAllChanges() {
        var changes = changeSet(true);
        assertTrue(changes.isCommon(AMA, 0));
        assertEquals(List.of(11L, 12L, 13L, 14L), versions(changes.forAll()));
    }

    @Test
    void messagesBeforeJoiningAreHidden() {
        var changes = changeSet(true);
        assertFalse(changes.isCommon(AMA, 2));
        assertEquals(List.of(13L, 14L), versions(changes.forUser(AMA, 2).get(0)));
    }

    // The participant's row has changed again since, so no event reports the removal; the membership as of then counts.
    @Test
    void removedParticipantReceivesNothingAfterRemoval() {
        var changes = changeSet(false, new MembershipChange(KOFI, 12, false, 0, 3));
        assertFalse(changes.isCommon(KOFI, 0));
        var views = changes.forUser(KOFI, 0);
        assertEquals(1, views.size());
        assertEquals(List.of(11L), versions(views.get(0)));
        assertEquals(12, views.get(0).to());
    }

    @Test
    void newParticipantReceivesJoinedAndThenLaterChanges() {
        var views = changeSet(true, new MembershipChange(KOFI, 13, true, 2, 12)).forUser(KOFI, 0);
        assertEquals(2, views.size());
        assertEquals(12, views.get(0).version());
        assertEquals(List.of(13L, 14L), versions(views.get(1)));
    }
}
