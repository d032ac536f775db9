package messaging.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import messaging.RecordingEvent;
import messaging.conversation.Conversation;
import messaging.conversation.ConversationAccess;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ExampleConversation;
import messaging.conversation.InMemoryConversations;
import messaging.conversation.Participant;
import messaging.conversation.Role;
import messaging.json.Change;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// S-PLUS-1, S-PLUS-3
class ReadServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123456Z");
    private static final long GROUP = 7;
    private static final long AMA = 2;

    private final Conversation group = ExampleConversation.of(GROUP, NOW);
    private final InMemoryConversations conversations = new InMemoryConversations();
    private final InboxEntry entry = new InboxEntry();
    private final RecordingEvent<ReadReceiptAdvanced> receipts = new RecordingEvent<>();
    private final RecordingEvent<InboxChanged> changes = new RecordingEvent<>();
    private final ReadService service = new ReadService(
            new ConversationAccess(conversations),
            new OneEntry(entry),
            new CountersOnly(),
            receipts,
            changes,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void createGroupWithFiveMessages() {
        conversations.store(group);
        send(2);
        conversations.join(GROUP, AMA, Role.MEMBER);
        entry.reset(2);
        send(3);
    }

    @Test
    void readPointerMovesForward() {
        assertEquals(new ReadStateView(GROUP, 4, 1, 5), service.markRead(GROUP, AMA, 4));
        assertEquals(List.of(new ReadReceiptAdvanced(GROUP, AMA, 3, 4, NOW)), receipts.fired());
        assertEquals(List.of(new InboxChanged(GROUP, AMA)), changes.fired());
    }

    @Test
    void readPointerDoesNotMoveBackByReading() {
        service.markRead(GROUP, AMA, 5);
        assertEquals(new ReadStateView(GROUP, 5, 0, 5), service.markRead(GROUP, AMA, 3));
        assertEquals(1, receipts.fired().size());
        assertEquals(1, changes.fired().size());
    }

    @Test
    void messageThatWasNotSentCannotBeMarked() {
        for (var error : List.of(
                assertThrows(InvalidInput.class, () -> service.markRead(GROUP, AMA, 6)),
                assertThrows(InvalidInput.class, () -> service.markUnread(GROUP, AMA, 6)))) {
            assertEquals(ErrorCode.TOO_LARGE, error.errors().get(0).code());
            assertEquals(5, error.errors().get(0).max());
        }
    }

    @Test
    void markingAsUnreadKeepsTheReceipt() {
        service.markRead(GROUP, AMA, 5);
        assertEquals(new ReadStateView(GROUP, 3, 2, 5), service.markUnread(GROUP, AMA, 4));
        assertEquals(5, entry.receiptSeq());
        service.markRead(GROUP, AMA, 5);
        assertEquals(1, receipts.fired().size(), "the receipt was there already");
        assertEquals(3, changes.fired().size());
    }

    @Test
    void unreadMessageAfterThePointerChangesNothing() {
        assertEquals(new ReadStateView(GROUP, 2, 3, 5), service.markUnread(GROUP, AMA, 4));
        assertEquals(List.of(), changes.fired());
    }

    @Test
    void hiddenMessageCannotBeMarkedAsUnread() {
        ExampleConversation.hideHistory(group);
        var error = assertThrows(InvalidInput.class, () -> service.markUnread(GROUP, AMA, 2))
                .errors()
                .get(0);
        assertEquals(ErrorCode.TOO_SMALL, error.code());
        assertEquals(3, error.min());
    }

    @Test
    void strangerCannotFindTheConversation() {
        assertThrows(ConversationNotFound.class, () -> service.markRead(GROUP, 9, 1));
        assertThrows(ConversationNotFound.class, () -> service.markUnread(GROUP, 9, 1));
        assertThrows(ConversationNotFound.class, () -> service.updatePreferences(GROUP, 9, muted(true)));
    }

    @Test
    void onlyANewPreferenceIsAChange() {
        assertTrue(service.updatePreferences(GROUP, AMA, muted(true)).muted());
        service.updatePreferences(GROUP, AMA, muted(true));
        assertEquals(List.of(new InboxChanged(GROUP, AMA)), changes.fired());
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            ExampleConversation.countMessage(group, NOW);
        }
    }

    private static PreferenceChanges muted(boolean isMuted) {
        return new PreferenceChanges(Change.to(isMuted), Change.absent(), Change.absent(), Change.absent());
    }

    private static final class OneEntry extends InboxEntries {
        private final InboxEntry entry;

        private OneEntry(InboxEntry entry) {
            this.entry = entry;
        }

        @Override
        InboxEntry lock(Participant participant) {
            return entry;
        }

        @Override
        long countOwnAfter(long conversation, long user, long seq) {
            return 0;
        }
    }

    private static final class CountersOnly extends InboxStateViews {
        @Override
        ReadStateView readState(ReadPosition position) {
            return ReadStateView.of(position, new UnreadSummary(position.conversation(), 0, 0));
        }
    }
}
