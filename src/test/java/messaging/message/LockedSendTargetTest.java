package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import org.junit.jupiter.api.Test;

// S-PLUS-2, S-PLUS-3
class LockedSendTargetTest {
    private static final long SENDER = 1;
    private static final long OTHER = 2;
    private static final SenderState.Preferences MUTED = new SenderState.Preferences(true, false, false);
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    @Test
    void messageHasTheNextNumbers() {
        var conversation = locked(History.ALL, ReadPointer.ofNewParticipant(0));
        assertEquals(new MessageStamp(6, 10, START.plusSeconds(1)), conversation.next(SENDER, START.plusSeconds(1)));
        assertEquals(new MessageStamp(7, 11, START.plusSeconds(2)), conversation.next(SENDER, START.plusSeconds(2)));
    }

    @Test
    void timeNeverRunsBackwards() {
        var conversation = locked(History.ALL, ReadPointer.ofNewParticipant(0));
        assertEquals(
                START, conversation.next(SENDER, START.minusSeconds(60)).sentAt(), "a replica whose clock is behind");
    }

    @Test // S-PLUS-1
    void historyBeforeJoiningIsHidden() {
        assertTrue(locked(History.ALL).isVisible(1, SENDER));
        assertFalse(locked(History.JOINED).isVisible(3, SENDER));
        assertTrue(locked(History.JOINED).isVisible(4, SENDER));
    }

    @Test // S-PLUS-8
    void missingMessageCannotBeRepliedTo() {
        assertFalse(locked(History.ALL).isVisible(0, SENDER));
    }

    @Test
    void sendOfAnUpToDateSenderMovesThePointer() {
        var conversation = locked(History.ALL, new ReadPointer(5, 5, 0));
        conversation.next(SENDER, START);
        assertEquals(Optional.of(new SenderState(6, 0, MUTED)), conversation.stateAt(SENDER, 6));
        assertEquals(Optional.of(START), conversation.sender(SENDER).receiptAt());
    }

    @Test
    void sendOfASenderWithUnreadMessagesKeepsThePointer() {
        var conversation = locked(History.ALL, new ReadPointer(4, 5, 0));
        conversation.next(SENDER, START);
        assertEquals(Optional.empty(), conversation.stateAt(SENDER, 6));
        assertEquals(Optional.empty(), conversation.sender(SENDER).receiptAt());
        assertEquals(new ReadPointer(4, 5, 1), conversation.sender(SENDER).pointer());
    }

    @Test
    void receiptAheadOfThePointerIsUnchanged() {
        var conversation = locked(History.ALL, new ReadPointer(5, 8, 0));
        conversation.next(SENDER, START);
        assertEquals(Optional.empty(), conversation.sender(SENDER).receiptAt());
    }

    @Test
    void messageOfAnotherSenderInBetweenIsUnread() {
        var conversation = locked(History.ALL, new ReadPointer(5, 5, 0));
        conversation.add(sender(OTHER, new ReadPointer(5, 5, 0)));
        conversation.next(SENDER, START);
        conversation.next(SENDER, START);
        conversation.next(OTHER, START);
        conversation.next(SENDER, START);
        assertEquals(new ReadPointer(7, 7, 1), conversation.sender(SENDER).pointer());
        assertEquals(new ReadPointer(5, 5, 1), conversation.sender(OTHER).pointer());
        assertEquals(Optional.empty(), conversation.stateAt(SENDER, 6), "one state for both messages");
        assertEquals(Optional.of(new SenderState(7, 1, MUTED)), conversation.stateAt(SENDER, 7));
        assertEquals(new LockedSendTarget.Counters(9, 13, START), conversation.counters());
    }

    @Test
    void onlySendersAreChanged() {
        var conversation = locked(History.ALL, new ReadPointer(5, 5, 0));
        conversation.add(sender(OTHER, new ReadPointer(5, 5, 0)));
        conversation.next(OTHER, START);
        assertEquals(List.of(conversation.sender(OTHER)), List.copyOf(conversation.changedSenders()));
    }

    @Test
    void upToDatePointerMovesToTheMessage() {
        assertEquals(new ReadPointer(1, 1, 0), ReadPointer.ofNewParticipant(0).afterSend(1));
        assertEquals(new ReadPointer(6, 8, 0), new ReadPointer(5, 8, 2).afterSend(6), "the receipt never goes back");
    }

    @Test
    void pointerBehindCountsOwnMessages() {
        assertEquals(
                new ReadPointer(0, 0, 2),
                ReadPointer.ofNewParticipant(0).afterSend(5).afterSend(6));
    }

    private static LockedSendTarget locked(History history) {
        return locked(history, ReadPointer.ofNewParticipant(3));
    }

    private static LockedSendTarget locked(History history, ReadPointer pointer) {
        var conversation = new LockedSendTarget(
                1, new LockedSendTarget.Counters(5, 9, START), new LockedSendTarget.Settings(Kind.GROUP, history));
        conversation.add(sender(SENDER, pointer));
        return conversation;
    }

    private static LockedSendTarget.Sender sender(long user, ReadPointer pointer) {
        return new LockedSendTarget.Sender(user, Role.MEMBER, 3, pointer, true, MUTED);
    }
}
