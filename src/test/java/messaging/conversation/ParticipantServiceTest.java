package messaging.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import messaging.RecordingEvent;
import messaging.json.Change;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.problem.ProblemType;
import messaging.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

// S-PLUS-1, S-MOD-2
class ParticipantServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123456Z");
    private static final long GROUP = 7;
    private static final long OWNER = 1;
    private static final long ADMIN = 2;
    private static final long MEMBER = 3;
    private static final long NEWCOMER = 4;

    private final InMemoryConversations conversations = new InMemoryConversations();
    private final InMemoryUsers users = new InMemoryUsers();
    private final RecordingEvent<ParticipantJoined> joined = new RecordingEvent<>();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ParticipantService service = new ParticipantService(
            conversations,
            new ConversationAccess(conversations),
            new Membership(conversations, users, Settings.from(Map.of("DB_PASSWORD", "x", "DEBUG", "true")), joined),
            new OwnershipSuccession(conversations, users, clock),
            users,
            clock);

    @BeforeEach
    void createGroup() {
        conversations.store(ExampleConversation.of(GROUP, NOW));
        conversations.join(GROUP, OWNER, Role.OWNER);
        conversations.join(GROUP, ADMIN, Role.ADMIN);
        conversations.join(GROUP, MEMBER, Role.MEMBER);
    }

    @Test
    void administratorCanAddAMember() {
        var added = service.add(GROUP, ADMIN, new NewParticipant(NEWCOMER, null));
        assertTrue(added.isNew());
        assertEquals(Role.MEMBER, added.value().role());
        assertEquals(2, added.value().version());
        assertEquals(List.of(new ParticipantJoined(GROUP, NEWCOMER, 0)), joined.fired());
    }

    @Test
    void memberCannotAddAParticipant() {
        assertForbidden(
                ProblemType.CONVERSATION_ADMIN_REQUIRED,
                () -> service.add(GROUP, MEMBER, new NewParticipant(NEWCOMER, null)));
    }

    @Test
    void onlyTheOwnerCanAddAnAdministrator() {
        assertForbidden(
                ProblemType.OWNER_REQUIRED, () -> service.add(GROUP, ADMIN, new NewParticipant(NEWCOMER, Role.ADMIN)));
        assertEquals(
                Role.ADMIN,
                service.add(GROUP, OWNER, new NewParticipant(NEWCOMER, Role.ADMIN))
                        .value()
                        .role());
    }

    @Test
    void ownerRoleCannotBeAssignedToNewParticipants() {
        assertThrows(InvalidInput.class, () -> service.add(GROUP, OWNER, new NewParticipant(NEWCOMER, Role.OWNER)));
    }

    @Test
    void existingParticipantIsUnchanged() {
        var added = service.add(GROUP, OWNER, new NewParticipant(ADMIN, null));
        assertFalse(added.isNew());
        assertEquals(Role.ADMIN, added.value().role());
        assertEquals(1, version());
        assertEquals(List.of(), conversations.changes());
    }

    @Test
    void removedParticipantRejoinsAsAMember() {
        service.remove(GROUP, ADMIN, OWNER);
        var added = service.add(GROUP, OWNER, new NewParticipant(ADMIN, null));
        assertTrue(added.isNew());
        assertEquals(Role.MEMBER, added.value().role());
        assertEquals(3, added.value().version());
    }

    @Test
    void ownerChangesRoles() {
        assertEquals(
                Role.ADMIN,
                service.change(GROUP, MEMBER, OWNER, role(Role.ADMIN)).role());
        assertForbidden(ProblemType.OWNER_REQUIRED, () -> service.change(GROUP, MEMBER, ADMIN, role(Role.ADMIN)));
        assertThrows(ParticipantNotFound.class, () -> service.change(GROUP, NEWCOMER, OWNER, role(Role.ADMIN)));
    }

    @Test
    void transferMakesTheFormerOwnerAnAdministrator() {
        service.change(GROUP, MEMBER, OWNER, role(Role.OWNER));
        assertEquals(Role.OWNER, role(MEMBER));
        assertEquals(Role.ADMIN, role(OWNER));
        assertEquals(2, version(), "one change");
    }

    @Test
    void ownerCannotGiveUpTheOwnership() {
        assertThrows(OwnershipTransferRequired.class, () -> service.change(GROUP, OWNER, OWNER, role(Role.MEMBER)));
        assertThrows(OwnershipTransferRequired.class, () -> service.remove(GROUP, OWNER, OWNER));
    }

    @Test
    void deactivatedUserCannotOwnOrAdminister() {
        users.deactivate(MEMBER);
        assertThrows(ParticipantDeactivated.class, () -> service.change(GROUP, MEMBER, OWNER, role(Role.ADMIN)));
        assertThrows(ParticipantDeactivated.class, () -> service.change(GROUP, MEMBER, OWNER, role(Role.OWNER)));
        assertThrows(ParticipantDeactivated.class, () -> service.assignOwner(GROUP, MEMBER));
    }

    @Test
    void participantsCanRemoveLowerRolesAndThemselves() {
        assertForbidden(ProblemType.CONVERSATION_ADMIN_REQUIRED, () -> service.remove(GROUP, ADMIN, MEMBER));
        assertForbidden(ProblemType.REMOVAL_NOT_ALLOWED, () -> service.remove(GROUP, OWNER, ADMIN));
        service.remove(GROUP, MEMBER, ADMIN);
        service.remove(GROUP, ADMIN, ADMIN);
        assertEquals(3, version());
        assertThrows(ConversationNotFound.class, () -> service.remove(GROUP, OWNER, ADMIN), "no longer a participant");
    }

    @Test
    void siteAdministratorAssignsAnOwner() {
        assertTrue(service.assignOwner(GROUP, NEWCOMER));
        assertEquals(Role.OWNER, role(NEWCOMER));
        assertEquals(Role.ADMIN, role(OWNER));
        assertFalse(service.assignOwner(GROUP, NEWCOMER), "already the owner");
        assertEquals(2, version());
        assertThrows(InvalidInput.class, () -> service.assignOwner(GROUP, 100));
    }

    @Test
    void deactivatedOwnerIsSucceededByTheFirstActiveAdministrator() {
        users.deactivate(ADMIN);
        conversations.join(GROUP, NEWCOMER, Role.ADMIN);
        new OwnershipSuccession(conversations, users, clock).deactivated(new messaging.user.AccountDeactivated(OWNER));
        assertEquals(Role.OWNER, role(NEWCOMER));
        assertEquals(Role.ADMIN, role(OWNER));
    }

    private static void assertForbidden(ProblemType type, Executable call) {
        assertEquals(type, assertThrows(Forbidden.class, call).type());
    }

    private long version() {
        return conversations.find(GROUP).orElseThrow().version();
    }

    private Role role(long user) {
        return conversations.findParticipant(GROUP, user).map(Participant::role).orElseThrow();
    }

    private static ParticipantChanges role(Role role) {
        return new ParticipantChanges(Change.to(role));
    }
}
