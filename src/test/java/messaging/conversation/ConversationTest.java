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
    void aMessageIsNoEditOfTheConversation() {
        ExampleConversation.send(conversation, START.plusSeconds(1));
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
        ExampleConversation.send(conversation, START);
        ExampleConversation.send(conversation, START);
        assertEquals(4, conversation.messageDeleted());
        assertEquals(2, conversation.lastSeq());
        assertEquals(1, conversation.messageCount());
        assertEquals(3, ExampleConversation.send(conversation, START).seq());
        assertEquals(2, conversation.messageCount());
    }

    @Test
    void itsTimeNeverRunsBackwards() {
        var late = START.plusSeconds(10);
        conversation.edited(late);
        conversation.edited(START.minusSeconds(60));
        assertEquals(late, conversation.updatedAt(), "a replica whose clock is behind");
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
        ExampleConversation.send(conversation, START.plusSeconds(2));
        conversation.edited(START.plusSeconds(2));
        ama.rejoin(conversation, Role.MEMBER, START.plusSeconds(2));
        assertTrue(ama.isActive());
        assertEquals(Role.MEMBER, ama.role());
        assertEquals(4, ama.version());
        assertEquals(1, ama.joinedSeq());
        assertEquals(START.plusSeconds(2), ama.joinedAt());
    }

    @Test // S-PLUS-1
    void whoJoinedLaterSeesEverythingOrWhatCameAfter() {
        ExampleConversation.send(conversation, START);
        var ama = Participant.join(conversation, ExampleUser.of(2, "ama"), Role.MEMBER, START);
        assertEquals(1, conversation.firstVisibleSeq(ama));
        conversation.changeHistory(History.JOINED);
        assertEquals(2, conversation.firstVisibleSeq(ama));
    }

    @Test // S-PLUS-1
    void aPairIsThePairWhoeverBegins() {
        var direct = Conversation.direct(5, 2, START);
        assertTrue(direct.isDirect());
        assertEquals(Optional.empty(), direct.title());
        assertFalse(conversation.isDirect());
    }

    @Test // S-PLUS-1
    void everybodyRemovesOnlyThoseBelow() {
        assertTrue(Role.OWNER.canRemove(Role.ADMIN) && Role.OWNER.canRemove(Role.MEMBER));
        assertTrue(Role.ADMIN.canRemove(Role.MEMBER));
        assertFalse(Role.OWNER.canRemove(Role.OWNER)
                || Role.ADMIN.canRemove(Role.ADMIN)
                || Role.ADMIN.canRemove(Role.OWNER)
                || Role.MEMBER.canRemove(Role.MEMBER));
    }

    @Test
    void kindsAndSettingsAreStoredAsClientsWriteThem() {
        var kinds = new Kind.Column();
        for (var kind : Kind.values()) {
            assertEquals(kind, kinds.convertToEntityAttribute(kinds.convertToDatabaseColumn(kind)));
        }
        var settings = new History.Column();
        for (var history : History.values()) {
            assertEquals(history, settings.convertToEntityAttribute(settings.convertToDatabaseColumn(history)));
        }
        assertEquals("direct", kinds.convertToDatabaseColumn(Kind.DIRECT));
        assertEquals("joined", settings.convertToDatabaseColumn(History.JOINED));
    }

    @Test
    void rolesAreStoredInLowerCase() {
        var column = new Role.Column();
        for (var role : Role.values()) {
            assertEquals(role, column.convertToEntityAttribute(column.convertToDatabaseColumn(role)));
        }
        assertEquals("owner", column.convertToDatabaseColumn(Role.OWNER));
        assertTrue(Role.OWNER.canModerate() && Role.ADMIN.canModerate() && !Role.MEMBER.canModerate());
    }
}
