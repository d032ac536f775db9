package messaging.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import messaging.conversation.Conversation;
import messaging.conversation.ExampleConversation;
import messaging.conversation.Participant;
import org.junit.jupiter.api.Test;

// S-PLUS-3
class InboxEntryTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    private final Conversation conversation = ExampleConversation.of(7, START);
    private final Participant ama = ExampleConversation.member(conversation, 2, "ama");
    private final InboxEntry entry = InboxEntry.of(ama);

    @Test
    void theReceiptNeverGoesBack() {
        assertTrue(entry.markRead(5, 0, START));
        entry.markUnread(2, 1);
        assertEquals(2, entry.readSeq());
        assertEquals(5, entry.receiptSeq());
        assertFalse(entry.markRead(4, 0, START.plusSeconds(1)));
        assertEquals(Optional.of(START), entry.receiptAt());
        assertTrue(entry.markRead(6, 0, START.plusSeconds(2)));
        assertEquals(Optional.of(START.plusSeconds(2)), entry.receiptAt());
    }

    @Test
    void comingBackBeginsAnew() {
        entry.markRead(3, 2, START);
        entry.pin(true);
        entry.mute(true);
        entry.archive(true);
        entry.muteAllMentions(true);
        entry.rejoin(9);
        assertEquals(9, entry.readSeq());
        assertEquals(9, entry.receiptSeq());
        assertEquals(0, entry.ownAfter());
        assertEquals(Optional.empty(), entry.receiptAt());
        assertEquals(new PreferencesView(false, false, false, false), PreferencesView.of(Optional.of(entry)));
    }

    @Test
    void aPositionWithoutAnEntryIsWhereSomebodyJoined() {
        say(3);
        var kofi = ExampleConversation.member(conversation, 3, "kofi");
        say(2);
        assertEquals(
                new ReadPosition(7, 3, 5, 0, 1, 3, OptionalLong.of(0)),
                ReadPosition.of(conversation, kofi, Optional.empty()));
    }

    @Test
    void whatIsDeletedIsLookedUpOnlyWhereItCanMatter() {
        say(5);
        assertTrue(position().isCertainlyUnread(), "nothing is deleted");
        conversation.messageDeleted();
        assertTrue(position().isCertainlyUnread(), "one of five");
        entry.markRead(4, 0, START);
        assertFalse(position().isCertainlyUnread(), "it may be the last one");
        assertEquals(1, position().maxUnread());
        assertEquals(1, position().unread(new UnreadSummary(7, 0, 0)));
        assertEquals(0, position().unread(new UnreadSummary(7, 1, 0)));
        assertEquals(0, position().unread(new UnreadSummary(7, 0, 1)));
    }

    @Test
    void aPointerInTheHiddenPartOfTheHistoryIsNoUse() {
        say(3);
        var kofi = ExampleConversation.member(conversation, 3, "kofi");
        var pointer = InboxEntry.of(kofi);
        pointer.markUnread(1, 1);
        ExampleConversation.hideHistory(conversation);
        say(2);
        var position = ReadPosition.of(conversation, kofi, Optional.of(pointer));
        assertEquals(new ReadPosition(7, 3, 5, 0, 4, 3, OptionalLong.empty()), position);
        assertFalse(position.isCertainlyUnread(), "their own words must be counted first");
    }

    private ReadPosition position() {
        return ReadPosition.of(conversation, ama, Optional.of(entry));
    }

    private void say(int messages) {
        for (int i = 0; i < messages; i++) {
            ExampleConversation.send(conversation, START);
        }
    }
}
