package messaging.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import messaging.user.ExampleUser;
import org.junit.jupiter.api.Test;

// S-API-7, S-PLUS-2
class ConversationTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    private final Conversation conversation = ExampleConversation.of(7, START);

    @Test
    void beginsWithItsFirstChangeAndNoMessage() {
        assertEquals(1, conversation.version());
        assertEquals(1, conversation.revision());
        assertEquals(0, conversation.lastSeq());
        assertEquals(0, conversation.messageCount());
        assertEquals(START, conversation.createdAt());
        assertEquals(START, conversation.updatedAt());
        assertEquals(Optional.empty(), conversation.title());
        assertFalse(conversation.isDeleted());
    }

    @Test
    void messagesAreNumberedWithoutGapsAndAreChanges() {
        assertEquals(
                new Conversation.Stamp(1, 2, START.plusSeconds(1)), conversation.messageSent(START.plusSeconds(1)));
        assertEquals(
                new Conversation.Stamp(2, 3, START.plusSeconds(2)), conversation.messageSent(START.plusSeconds(2)));
        assertEquals(2, conversation.lastSeq());
        assertEquals(3, conversation.version());
        assertEquals(START.plusSeconds(2), conversation.updatedAt());
    }

    @Test
    void aMessageIsNoEditOfTheConversation() {
        conversation.messageSent(START.plusSeconds(1));
        conversation.messageDeleted();
        conversation.changed();
        assertEquals(1, conversation.revision());
    }

    @Test
    void anEditIsAChangeToo() {
        conversation.rename(Optional.of("Project X"));
        assertEquals(2, conversation.edited(START.plusSeconds(5)));
        assertEquals(2, conversation.revision());
        assertEquals(2, conversation.version());
        assertEquals(START.plusSeconds(5), conversation.updatedAt());
        assertEquals(0, conversation.lastSeq());
        conversation.rename(Optional.empty());
        assertEquals(Optional.empty(), conversation.title());
    }

    @Test
    void aDeletedMessageLeavesItsNumber() {
        conversation.messageSent(START);
        conversation.messageSent(START);
        assertEquals(4, conversation.messageDeleted());
        assertEquals(2, conversation.lastSeq());
        assertEquals(1, conversation.messageCount());
        assertEquals(3, conversation.messageSent(START).seq());
        assertEquals(2, conversation.messageCount());
    }

    @Test
    void itsTimeNeverRunsBackwards() {
        var late = START.plusSeconds(10);
        conversation.messageSent(late);
        assertEquals(late, conversation.messageSent(START.plusSeconds(3)).at(), "a replica whose clock is behind");
        conversation.edited(START.minusSeconds(60));
        assertEquals(late, conversation.updatedAt());
        assertEquals(START, conversation.createdAt());
    }

    @Test
    void itsEndIsItsLastChange() {
        conversation.delete(START.plusSeconds(1));
        assertTrue(conversation.isDeleted());
        assertEquals(2, conversation.version());
    }

    @Test
    void aParticipantWhoIsRemovedLeavesATraceAndMayComeBackWithoutRights() {
        var ama = Participant.join(conversation, ExampleUser.of(2, "ama"), Role.ADMIN, START);
        assertTrue(ama.isActive());
        conversation.edited(START.plusSeconds(1));
        ama.remove(conversation, START.plusSeconds(1));
        assertFalse(ama.isActive());
        assertEquals(2, ama.version());
        conversation.messageSent(START.plusSeconds(2));
        conversation.edited(START.plusSeconds(2));
        ama.rejoin(conversation, Role.MEMBER, START.plusSeconds(2));
        assertTrue(ama.isActive());
        assertEquals(Role.MEMBER, ama.role());
        assertEquals(4, ama.version());
        assertEquals(1, ama.joinedSeq());
        assertEquals(START.plusSeconds(2), ama.joinedAt());
    }

    @Test
    void rolesAreStoredInLowerCase() {
        var column = new Role.Column();
        for (var role : Role.values()) {
            assertEquals(role, column.convertToEntityAttribute(column.convertToDatabaseColumn(role)));
        }
        assertEquals("owner", column.convertToDatabaseColumn(Role.OWNER));
        assertTrue(Role.OWNER.moderates() && Role.ADMIN.moderates() && !Role.MEMBER.moderates());
    }
}
