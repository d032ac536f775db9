package messaging.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.user.ExampleUser;
import org.junit.jupiter.api.Test;

// S-API-7, S-PLUS-2
class ConversationTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    private final Conversation conversation = ExampleConversation.of(7, START);
    private final RecordingEvent<ConversationChanged> events = new RecordingEvent<>();
    private final LockedConversation locked = new LockedConversation(conversation, events);

    @Test
    void newConversationHasOneChangeAndNoMessages() {
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
    void messageChangesKeepTheRevision() {
        ExampleConversation.countMessage(conversation, START.plusSeconds(1));
        locked.stampMessageDeletion();
        locked.stampMessageChange();
        assertEquals(1, conversation.revision());
        assertEquals(4, conversation.version());
    }

    @Test
    void editRaisesRevisionAndVersion() {
        conversation.rename(Optional.of("Project X"));
        assertEquals(2, locked.stampEdit(START.plusSeconds(5)).version());
        assertEquals(2, conversation.revision());
        assertEquals(2, conversation.version());
        assertEquals(2, conversation.editedVersion());
        assertEquals(START.plusSeconds(5), conversation.updatedAt());
        assertEquals(0, conversation.lastSeq());
        conversation.rename(Optional.empty());
        assertEquals(Optional.empty(), conversation.title());
    }

    @Test
    void deletedMessageKeepsItsNumber() {
        ExampleConversation.countMessage(conversation, START);
        ExampleConversation.countMessage(conversation, START);
        assertEquals(4, locked.stampMessageDeletion().version());
        assertEquals(2, conversation.lastSeq());
        assertEquals(1, conversation.messageCount());
        assertEquals(1, conversation.deletedCount());
    }

    @Test
    void timeNeverRunsBackwards() {
        var late = START.plusSeconds(10);
        locked.stampEdit(late);
        locked.stampEdit(START.minusSeconds(60));
        assertEquals(late, conversation.updatedAt(), "a replica whose clock is behind");
        assertEquals(START, conversation.createdAt());
    }

    @Test
    void deletionIsAChange() {
        locked.delete(START.plusSeconds(1));
        assertTrue(conversation.isDeleted());
        assertEquals(2, conversation.version());
        assertEquals(1, events.fired().size());
    }

    @Test
    void lockWithoutAChangeFiresNoEvent() {
        locked.requireGroup();
        assertEquals(List.of(), events.fired());
    }

    @Test
    void severalChangesUnderOneLockFireOneEvent() {
        locked.stampEdit(START);
        locked.stampMessageChange();
        assertEquals(List.of(new ConversationChanged(conversation)), events.fired());
    }

    @Test
    void removedParticipantCanRejoinWithANewRole() {
        var ama = Participant.join(conversation, ExampleUser.of(2, "ama"), Role.ADMIN, locked.stampCreation(), START);
        assertTrue(ama.isActive());
        ama.remove(locked.stampEdit(START.plusSeconds(1)), START.plusSeconds(1));
        assertFalse(ama.isActive());
        assertEquals(2, ama.version());
        ExampleConversation.countMessage(conversation, START.plusSeconds(2));
        ama.rejoin(conversation, Role.MEMBER, locked.stampEdit(START.plusSeconds(2)), START.plusSeconds(2));
        assertTrue(ama.isActive());
        assertEquals(Role.MEMBER, ama.role());
        assertEquals(4, ama.version());
        assertEquals(4, ama.joinedVersion());
        assertEquals(1, ama.joinedSeq());
        assertEquals(START.plusSeconds(2), ama.joinedAt());
    }

    @Test // S-PLUS-1
    void laterParticipantSeesAllMessagesOrOnlyLaterOnes() {
        ExampleConversation.countMessage(conversation, START);
        var ama = ExampleConversation.member(conversation, 2, "ama");
        assertEquals(1, ama.firstVisibleSeq(History.ALL));
        assertEquals(2, ama.firstVisibleSeq(History.JOINED));
    }

    @Test // S-PLUS-1
    void directConversationHasNoTitleAndCannotBeChanged() {
        var direct = Conversation.direct(5, 2, START);
        assertTrue(direct.isDirect());
        assertEquals(Optional.empty(), direct.title());
        assertThrows(
                DirectConversationImmutable.class,
                () -> ExampleConversation.lock(direct).requireGroup());
    }

    @Test // S-PLUS-1
    void rolesCanRemoveOnlyLowerRoles() {
        assertTrue(Role.OWNER.canRemove(Role.ADMIN) && Role.OWNER.canRemove(Role.MEMBER));
        assertTrue(Role.ADMIN.canRemove(Role.MEMBER));
        assertFalse(Role.OWNER.canRemove(Role.OWNER)
                || Role.ADMIN.canRemove(Role.ADMIN)
                || Role.ADMIN.canRemove(Role.OWNER)
                || Role.MEMBER.canRemove(Role.MEMBER));
    }

    @Test
    void kindAndHistoryAreStoredInLowerCase() {
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
