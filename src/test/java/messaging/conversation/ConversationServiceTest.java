package messaging.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.RecordingEvent;
import messaging.idempotency.ClientId;
import messaging.idempotency.ClientIdReused;
import messaging.json.Change;
import messaging.problem.ErrorCode;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.problem.ProblemType;
import messaging.revision.IfMatch;
import messaging.revision.RevisionMismatch;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

// S-API-7, S-PLUS-1, S-PLUS-4
class ConversationServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123456Z");
    private static final long OWNER = 1;
    private static final long ADMIN = 2;
    private static final long MEMBER = 3;
    private static final long STRANGER = 9;
    private static final ClientId KEY = new ClientId("7f0c3a52-1");
    private static final Optional<ClientId> NO_KEY = Optional.empty();
    private static final IfMatch ANY = IfMatch.orAny(null);

    private final InMemoryConversations conversations = new InMemoryConversations();
    private final InMemoryUsers users = new InMemoryUsers();
    private final RecordingEvent<ParticipantJoined> joined = new RecordingEvent<>();
    private final ConversationService service = new ConversationService(
            conversations,
            new ConversationAccess(conversations),
            new Membership(
                    conversations,
                    users,
                    Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "true", "MAX_PARTICIPANTS", "5")),
                    joined),
            users,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void creatorOwnsTheGroup() {
        var created = service.create(OWNER, group("Project X", MEMBER), NO_KEY);
        assertTrue(created.isNew());
        assertEquals(Optional.of("Project X"), created.value().title());
        assertEquals(Role.OWNER, role(created.value(), OWNER));
        assertEquals(Role.MEMBER, role(created.value(), MEMBER));
        assertEquals(1, created.value().version());
        assertEquals(1, conversations.changes().size());
        assertEquals(List.of(), joined.fired(), "fired for existing conversations only");
    }

    @Test
    void unknownAndDeactivatedParticipantsAreRejected() {
        users.deactivate(4);
        var error = assertThrows(InvalidInput.class, () -> service.create(OWNER, group(null, MEMBER, 4L, 100L), NO_KEY))
                .errors()
                .get(0);
        assertEquals("participants", error.field());
        assertEquals(ErrorCode.UNKNOWN_REFERENCE, error.code());
        assertEquals(List.of(4L, 100L), error.ids());
    }

    @Test
    void groupHasAMaximumSize() {
        service.create(OWNER, group(null, 2L, 3L, 4L, 5L), NO_KEY);
        var error = assertThrows(
                        InvalidInput.class, () -> service.create(OWNER, group(null, 2L, 3L, 4L, 5L, 6L), NO_KEY))
                .errors()
                .get(0);
        assertEquals(ErrorCode.TOO_MANY_PARTICIPANTS, error.code());
    }

    @Test
    void secondDirectConversationOfAPairIsTheFirst() {
        var first = service.create(MEMBER, direct(OWNER), NO_KEY);
        var second = service.create(OWNER, direct(MEMBER), NO_KEY);
        assertTrue(first.isNew());
        assertFalse(second.isNew());
        assertSame(first.value(), second.value());
        assertEquals(Role.MEMBER, role(first.value(), MEMBER), "no owner");
        assertEquals(List.of(OWNER, OWNER), users.locked(), "both requests lock the account with the lower id");
    }

    @Test
    void repeatedRequestReturnsTheConversation() {
        conversations.expect(KEY);
        var first = service.create(OWNER, group("Project X", MEMBER), Optional.of(KEY));
        var second = service.create(OWNER, group("Project X", MEMBER, OWNER), Optional.of(KEY));
        assertFalse(second.isNew());
        assertSame(first.value(), second.value());
    }

    @Test
    void differentRequestWithTheSameKeyIsRejected() {
        conversations.expect(KEY);
        service.create(OWNER, group("Project X", MEMBER), Optional.of(KEY));
        assertThrows(ClientIdReused.class, () -> service.create(OWNER, group("Project Y", MEMBER), Optional.of(KEY)));
    }

    @Test
    void repeatedRequestForADeletedConversationIsGone() {
        conversations.expect(KEY);
        var created =
                service.create(OWNER, group(null, MEMBER), Optional.of(KEY)).value();
        service.delete(created.id(), OWNER, ANY);
        assertThrows(ConversationGone.class, () -> service.create(OWNER, group(null, MEMBER), Optional.of(KEY)));
    }

    @Test
    void strangerCannotFindTheConversation() {
        var id = createGroup();
        assertThrows(ConversationNotFound.class, () -> service.change(id, STRANGER, title("x"), ANY));
        assertThrows(ConversationNotFound.class, () -> service.delete(id, STRANGER, ANY));
        assertThrows(ConversationNotFound.class, () -> service.change(id + 1, OWNER, title("x"), ANY));
    }

    @Test
    void administratorCanRenameAndMemberCannot() {
        var id = createGroup();
        assertEquals(
                Optional.of("New"), service.change(id, ADMIN, title("New"), ANY).title());
        assertForbidden(ProblemType.CONVERSATION_ADMIN_REQUIRED, () -> service.change(id, MEMBER, title("x"), ANY));
    }

    @Test
    void onlyTheOwnerCanChangeTheHistory() {
        var id = createGroup();
        var hidden = new ConversationChanges(Change.absent(), Change.to(History.JOINED), Change.absent());
        assertForbidden(ProblemType.OWNER_REQUIRED, () -> service.change(id, ADMIN, hidden, ANY));
        assertEquals(History.JOINED, service.change(id, OWNER, hidden, ANY).history());
    }

    @Test
    void changeWithoutADifferenceRaisesNoVersionAndFiresNoEvent() {
        var id = createGroup();
        var before = conversations.changes().size();
        var same =
                new ConversationChanges(Change.to("Group"), Change.to(History.ALL), Change.to(List.of(ADMIN, MEMBER)));
        assertEquals(1, service.change(id, OWNER, same, ANY).version());
        assertEquals(before, conversations.changes().size());
    }

    @Test
    void replacedParticipantsJoinAndLeaveWithOneEdit() {
        var id = createGroup();
        var changed = service.change(id, OWNER, participants(ADMIN, 4), ANY);
        assertEquals(2, changed.version());
        assertEquals(2, changed.revision());
        assertTrue(conversations.findParticipant(id, MEMBER).isEmpty());
        assertEquals(2, conversations.findParticipant(id, 4).orElseThrow().version());
        assertEquals(List.of(new ParticipantJoined(id, 4, 0)), joined.fired());
    }

    @Test
    void ownerAndCallerRemainEvenIfNotNamed() {
        var id = createGroup();
        service.change(id, ADMIN, participants(MEMBER), ANY);
        assertTrue(conversations.findParticipant(id, OWNER).isPresent());
        assertTrue(conversations.findParticipant(id, ADMIN).isPresent());
    }

    @Test
    void administratorCannotRemoveAnAdministrator() {
        var id = createGroup();
        conversations.join(id, 5, Role.ADMIN);
        assertForbidden(ProblemType.REMOVAL_NOT_ALLOWED, () -> service.change(id, ADMIN, participants(MEMBER), ANY));
        assertEquals(1, conversations.find(id).orElseThrow().version(), "nothing has changed");
    }

    @Test
    void outdatedRevisionIsRejected() {
        var id = createGroup();
        service.change(id, OWNER, title("New"), ANY);
        assertThrows(
                RevisionMismatch.class, () -> service.change(id, OWNER, title("Newer"), IfMatch.fromString("\"1\"")));
        assertThrows(RevisionMismatch.class, () -> service.delete(id, OWNER, IfMatch.fromString("\"1\"")));
    }

    @Test
    void onlyTheOwnerCanDeleteAGroup() {
        var id = createGroup();
        assertForbidden(ProblemType.OWNER_REQUIRED, () -> service.delete(id, ADMIN, ANY));
        service.delete(id, OWNER, ANY);
        assertTrue(conversations.find(id).isEmpty());
    }

    @Test
    void directConversationCannotBeChangedOrDeleted() {
        var id = service.create(OWNER, direct(MEMBER), NO_KEY).value().id();
        assertThrows(DirectConversationImmutable.class, () -> service.change(id, OWNER, title("x"), ANY));
        assertThrows(DirectConversationImmutable.class, () -> service.delete(id, OWNER, ANY));
    }

    private long createGroup() {
        var id = service.create(OWNER, group("Group", MEMBER), NO_KEY).value().id();
        conversations.join(id, ADMIN, Role.ADMIN);
        return id;
    }

    private static void assertForbidden(ProblemType type, org.junit.jupiter.api.function.Executable call) {
        assertEquals(type, assertThrows(Forbidden.class, call).type());
    }

    private Role role(Conversation conversation, long user) {
        return conversations
                .findParticipant(conversation.id(), user)
                .orElseThrow()
                .role();
    }

    private static NewConversation group(String title, Long... participants) {
        return new NewConversation(null, title, null, Arrays.asList(participants), null);
    }

    private static NewConversation direct(long other) {
        return new NewConversation(Kind.DIRECT, null, null, List.of(other), null);
    }

    private static ConversationChanges title(String title) {
        return new ConversationChanges(Change.to(title), Change.absent(), Change.absent());
    }

    private static ConversationChanges participants(long... ids) {
        return new ConversationChanges(
                Change.absent(),
                Change.absent(),
                Change.to(Arrays.stream(ids).boxed().toList()));
    }
}
