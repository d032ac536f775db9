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
    private final InboxEntry entry = entryOf(ama);

    @Test
    void receiptNeverGoesBack() {
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
    void resetRestoresTheDefaults() {
        entry.markRead(3, 2, START);
        entry.pin(true);
        entry.mute(true);
        entry.archive(true);
        entry.muteAllMentions(true);
        entry.reset(9);
        assertEquals(9, entry.readSeq());
        assertEquals(9, entry.receiptSeq());
        assertEquals(0, entry.ownAfter());
        assertEquals(Optional.empty(), entry.receiptAt());
        assertEquals(new PreferencesView(false, false, false, false), PreferencesView.of(entry));
    }

    @Test
    void newEntryStartsWhereTheParticipantJoined() {
        send(3);
        var kofi = ExampleConversation.member(conversation, 3, "kofi");
        send(2);
        assertEquals(
                new ReadPosition(7, 3, 5, 0, 1, 3, OptionalLong.of(0)),
                ReadPosition.of(conversation, kofi, entryOf(kofi)));
    }

    @Test
    void deletedMessagesAreCountedOnlyIfTheyMatter() {
        send(5);
        assertTrue(position().isCertainlyUnread(), "nothing is deleted");
        ExampleConversation.lock(conversation).stampMessageDeletion();
        assertTrue(position().isCertainlyUnread(), "one of five");
        entry.markRead(4, 0, START);
        assertFalse(position().isCertainlyUnread(), "it may be the unread one");
        assertEquals(1, position().maxUnread());
        assertEquals(1, position().unreadCount(new UnreadSummary(7, 0, 0)));
        assertEquals(0, position().unreadCount(new UnreadSummary(7, 1, 0)));
        assertEquals(0, position().unreadCount(new UnreadSummary(7, 0, 1)));
    }

    @Test
    void pointerAmongHiddenMessagesIsIgnored() {
        send(3);
        var kofi = ExampleConversation.member(conversation, 3, "kofi");
        var pointer = entryOf(kofi);
        pointer.markUnread(1, 1);
        ExampleConversation.hideHistory(conversation);
        send(2);
        var position = ReadPosition.of(conversation, kofi, pointer);
        assertEquals(new ReadPosition(7, 3, 5, 0, 4, 3, OptionalLong.empty()), position);
        assertFalse(position.isCertainlyUnread(), "own messages must be counted first");
    }

    private static InboxEntry entryOf(Participant participant) {
        var entry = new InboxEntry();
        entry.reset(participant.joinedSeq());
        return entry;
    }

    private ReadPosition position() {
        return ReadPosition.of(conversation, ama, entry);
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            ExampleConversation.countMessage(conversation, START);
        }
    }
}
