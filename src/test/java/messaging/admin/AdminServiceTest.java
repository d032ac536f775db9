package messaging.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ConversationService;
import messaging.conversation.ParticipantService;
import messaging.message.MessageQueries;
import messaging.message.MessageService;
import messaging.message.MessageView;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.reset.PasswordResetService;
import messaging.reset.ResetCodeView;
import org.junit.jupiter.api.Test;

/** Every action of an administrator leaves an audit entry (S-WEB-2). */
class AdminServiceTest {
    private static final long ADMIN = 7;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> entries = new ArrayList<>();
    private boolean isOwnerChanged = true;

    private final AdminService service = new AdminService(
            new PasswordResetService() {
                @Override
                public ResetCodeView createCode(long user) {
                    return new ResetCodeView(user, "code", "url", NOW);
                }
            },
            null,
            null,
            null,
            null,
            new AdminConversations() {
                @Override
                Optional<messaging.conversation.Conversation> find(long id) {
                    return Optional.empty();
                }
            },
            new ConversationService() {
                @Override
                public void deleteAny(long id) {
                    if (id == 404) {
                        throw new ConversationNotFound(id);
                    }
                }
            },
            new ParticipantService() {
                @Override
                public boolean assignOwner(long id, long user) {
                    return isOwnerChanged;
                }
            },
            new MessageService() {
                @Override
                public void deleteAny(long conversation, long id, long administrator) {
                    // Only the entry matters here.
                }
            },
            new MessageQueries() {
                @Override
                public Slice<MessageView> listAny(long conversation, PageQuery page) {
                    return new Slice<>(0, List.of(), Optional.empty());
                }
            },
            new AuditLog() {
                @Override
                void add(long actor, AuditEntry.Act act, Instant now) {
                    assertEquals(ADMIN, actor);
                    assertEquals(NOW, now);
                    entries.add(act.action().wireName() + " " + act.targetId() + " [" + act.detail() + "]");
                }
            },
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void passwordResetIsAuditedWithoutTheCode() {
        assertEquals("code", service.offerPasswordReset(ADMIN, 3).code());
        assertEquals(List.of("user.password_reset 3 []"), entries);
    }

    @Test
    void deletionsAreAuditedWithTheirReason() {
        service.deleteConversation(ADMIN, 4, "Spam");
        service.deleteMessage(ADMIN, 4, 5, "");
        assertEquals(List.of("conversation.delete 4 [Spam]", "message.delete 5 []"), entries);
    }

    @Test
    void failedActionIsNotAudited() {
        assertThrows(ConversationNotFound.class, () -> service.deleteConversation(ADMIN, 404, "Spam"));
        assertEquals(List.of(), entries);
    }

    @Test
    void assignmentIsAuditedWithOwnerAndReason() {
        // The conversation of the response does not exist here.
        assertThrows(ConversationNotFound.class, () -> service.assignOwner(ADMIN, 4, 9, "On leave"));
        assertThrows(ConversationNotFound.class, () -> service.assignOwner(ADMIN, 4, 9, ""));
        assertEquals(
                List.of("conversation.appoint_owner 4 [user 9: On leave]", "conversation.appoint_owner 4 [user 9]"),
                entries);
    }

    @Test
    void assignmentOfTheCurrentOwnerIsNotAudited() {
        isOwnerChanged = false;
        assertThrows(ConversationNotFound.class, () -> service.assignOwner(ADMIN, 4, 9, ""));
        assertEquals(List.of(), entries);
    }

    @Test
    void readingMessagesIsAuditedWithTheSearchTerms() {
        service.messages(ADMIN, 4, page(List.of()));
        service.messages(ADMIN, 4, page(List.of(new PageQuery.Term("Größe", "grosse"), new PageQuery.Term("b", "b"))));
        assertEquals(List.of("conversation.read 4 []", "conversation.read 4 [search: Größe b]"), entries);
    }

    private static PageQuery page(List<PageQuery.Term> terms) {
        return new PageQuery(20, 0, terms, List.of(), Optional.empty());
    }
}
