package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import messaging.conversation.Conversation.Stamp;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import org.junit.jupiter.api.Test;

// S-PLUS-2, S-PLUS-3
class LockedConversationTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    @Test
    void messageGetsTheNextNumbers() {
        var conversation = locked(History.ALL, ReadPointer.joinedAt(0));
        assertEquals(new Stamp(6, 10, START.plusSeconds(1)), conversation.next(START.plusSeconds(1)));
    }

    @Test
    void timeNeverRunsBackwards() {
        var conversation = locked(History.ALL, ReadPointer.joinedAt(0));
        assertEquals(START, conversation.next(START.minusSeconds(60)).at(), "a replica whose clock is behind");
    }

    @Test // S-PLUS-1
    void historyIsHiddenBeforeTheSenderJoined() {
        assertTrue(locked(History.ALL, 1).hasRepliedMessage());
        assertFalse(locked(History.JOINED, 3).hasRepliedMessage());
        assertTrue(locked(History.JOINED, 4).hasRepliedMessage());
    }

    @Test // S-PLUS-8
    void missingMessageCannotBeRepliedTo() {
        assertFalse(locked(History.ALL, 0).hasRepliedMessage());
    }

    @Test
    void senderWhoHadReadEverythingHasReadTheMessage() {
        assertTrue(locked(History.ALL, new ReadPointer(5, 5, 0)).isReadBySender(6));
        assertFalse(locked(History.ALL, new ReadPointer(4, 5, 0)).isReadBySender(6));
    }

    @Test
    void upToDatePointerMovesToTheMessage() {
        assertEquals(new ReadPointer(1, 1, 0), ReadPointer.joinedAt(0).sent(1));
        assertEquals(new ReadPointer(6, 8, 0), new ReadPointer(5, 8, 2).sent(6), "the receipt never goes back");
    }

    @Test
    void otherPointersCountTheSendersMessages() {
        assertEquals(new ReadPointer(0, 0, 2), ReadPointer.joinedAt(0).sent(5).sent(6));
    }

    private static LockedConversation locked(History history, long repliedSeq) {
        return locked(history, ReadPointer.joinedAt(3), repliedSeq);
    }

    private static LockedConversation locked(History history, ReadPointer pointer) {
        return locked(history, pointer, 0);
    }

    private static LockedConversation locked(History history, ReadPointer pointer, long repliedSeq) {
        return new LockedConversation(
                new LockedConversation.Counters(5, 9, START),
                new LockedConversation.Settings(Kind.GROUP, history),
                new LockedConversation.Sender(Role.MEMBER, 3, pointer, true),
                new LockedConversation.References(false, repliedSeq));
    }
}
