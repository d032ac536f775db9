package messaging.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import messaging.event.Batch.Change;
import messaging.event.Batch.Membership;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class BatchTest {
    private static final long AMA = 1;
    private static final long KOFI = 2;

    // Versions 11 to 14, in each of which a message was sent: 1 to 4.
    private static Batch batch(boolean historyJoined, Membership... memberships) {
        return new Batch(
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
    void whoTookPartAllTheWhileGetsAll() {
        var batch = batch(true);
        assertTrue(batch.isCommon(AMA, 0));
        assertEquals(List.of(11L, 12L, 13L, 14L), versions(batch.forAll()));
    }

    @Test
    void whoSeesWhatCameAfterThemGetsOnlyThat() {
        var batch = batch(true);
        assertFalse(batch.isCommon(AMA, 2));
        assertEquals(List.of(13L, 14L), versions(batch.forUser(AMA, 2).get(0)));
    }

    // Their row has changed again since, so that no event tells of the removal; what it was then counts.
    @Test
    void whoWasRemovedGetsNothingOfWhatCameAfterThat() {
        var batch = batch(false, new Membership(KOFI, 12, false, 0, 3));
        assertFalse(batch.isCommon(KOFI, 0));
        var views = batch.forUser(KOFI, 0);
        assertEquals(1, views.size());
        assertEquals(List.of(11L), versions(views.get(0)));
        assertEquals(12, views.get(0).to());
    }

    @Test
    void whoJoinedIsToldSoAndThenWhatCameAfter() {
        var views = batch(true, new Membership(KOFI, 13, true, 2, 12)).forUser(KOFI, 0);
        assertEquals(2, views.size());
        assertEquals(12, views.get(0).version());
        assertEquals(List.of(13L, 14L), versions(views.get(1)));
    }
}
