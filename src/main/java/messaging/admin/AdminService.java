package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.auth.session.CurrentRightsQueries;
import messaging.auth.session.SessionService;
import messaging.auth.session.SessionSummary;
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
import messaging.revision.IfMatch;
import messaging.revision.Versioned;
import messaging.user.AccountChanges;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.UserService;
import messaging.user.Users;

/** Actions of administrators, each with an audit entry in the same transaction (S-WEB-2). */
@Stateless
public class AdminService {
    private PasswordResetService resets;
    private UserService accounts;
    private Users users;
    private SessionService sessionService;
    private CurrentRightsQueries sessions;
    private AdminConversations conversations;
    private ConversationService conversationService;
    private ParticipantService participants;
    private MessageService messages;
    private MessageQueries messageQueries;
    private AuditLog auditLog;
    private Clock clock;

    /** For the container. */
    public AdminService() {}

    @Inject
    AdminService(
            PasswordResetService resets,
            UserService accounts,
            Users users,
            SessionService sessionService,
            CurrentRightsQueries sessions,
            AdminConversations conversations,
            ConversationService conversationService,
            ParticipantService participants,
            MessageService messages,
            MessageQueries messageQueries,
            AuditLog auditLog,
            Clock clock) {
        this.resets = resets;
        this.accounts = accounts;
        this.users = users;
        this.sessionService = sessionService;
        this.sessions = sessions;
        this.conversations = conversations;
        this.conversationService = conversationService;
        this.participants = participants;
        this.messages = messages;
        this.messageQueries = messageQueries;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /**
     * Creates a one-time code with which a user sets a new password (S-API-16).
     *
     * @param actor user ID of the administrator
     * @param user user ID of the account
     * @return the code to hand over
     * @throws UserNotFound if the account does not exist
     */
    public ResetCodeView offerPasswordReset(long actor, long user) {
        var code = resets.createCode(user);
        audit(actor, AuditAction.USER_PASSWORD_RESET, user, "");
        return code;
    }

    /**
     * Lists accounts and their sessions.
     *
     * @param page the page
     * @param active only active accounts, or only deactivated ones
     * @param admin only administrators, or only other accounts
     * @return the page, read with a constant number of statements
     */
    public Slice<AdminUserView> users(PageQuery page, Optional<Boolean> active, Optional<Boolean> admin) {
        var slice = accounts.list(page, active, admin);
        var inUse = sessions
                .summarizeSessions(slice.items().stream().map(User::id).toList())
                .stream()
                .collect(Collectors.toMap(SessionSummary::account, Function.identity()));
        return slice.map(user -> AdminUserView.of(user, Optional.ofNullable(inUse.get(user.id()))));
    }

    /**
     * Returns an account.
     *
     * @param id ID of the account
     * @return the account
     * @throws UserNotFound if the account does not exist
     */
    public Versioned<AdminUserView> user(long id) {
        return revised(users.find(id).orElseThrow(() -> new UserNotFound(id)));
    }

    /**
     * Changes the status and rights of an account. Deactivation ends its sessions at once.
     *
     * @param actor user ID of the administrator
     * @param adminByIssuer whether the administrator has the right from a single sign-on issuer, not from the account
     * @param id ID of the account
     * @param changes the changes
     * @param condition on the revision
     * @return the account
     * @throws UserNotFound if the account does not exist
     * @throws messaging.user.OwnAccount if an administrator would deactivate or demote themselves
     */
    public Versioned<AdminUserView> changeRights(
            long actor, boolean adminByIssuer, long id, AccountChanges changes, IfMatch condition) {
        var changed = accounts.changeRights(id, actor, adminByIssuer, changes, condition);
        var user = changed.user();
        if (user.isActive() != changed.wasActive()) {
            audit(
                    actor,
                    changed.wasActive() ? AuditAction.USER_DEACTIVATE : AuditAction.USER_REACTIVATE,
                    id,
                    user.username());
        }
        if (user.isAdmin() != changed.wasAdmin()) {
            audit(actor, changed.wasAdmin() ? AuditAction.USER_DEMOTE : AuditAction.USER_PROMOTE, id, user.username());
        }
        return revised(user);
    }

    /**
     * Ends all sessions of an account.
     *
     * @param actor user ID of the administrator
     * @param id ID of the account
     * @throws UserNotFound if the account does not exist
     */
    public void endSessions(long actor, long id) {
        var user = users.find(id).orElseThrow(() -> new UserNotFound(id));
        sessionService.revokeAll(id, Optional.empty());
        audit(actor, AuditAction.USER_END_SESSIONS, id, user.username());
    }

    /**
     * Lists all conversations.
     *
     * @param page the page
     * @return the page, read with a constant number of statements
     */
    public Slice<AdminConversationView> conversations(PageQuery page) {
        var slice = conversations.page(page);
        var counts = conversations.participants(
                slice.items().stream().map(found -> found.id()).toList());
        return slice.map(found -> AdminConversationView.of(found, counts.getOrDefault(found.id(), 0L)));
    }

    /**
     * Returns a conversation with its participants.
     *
     * @param id ID of the conversation
     * @return the conversation
     * @throws ConversationNotFound if the conversation does not exist
     */
    public AdminConversationDetailView conversation(long id) {
        return AdminConversationDetailView.of(
                conversations.find(id).orElseThrow(() -> new ConversationNotFound(id)),
                conversations.participantsOf(id));
    }

    /**
     * Deletes a conversation with all its messages for all participants.
     *
     * @param actor user ID of the administrator
     * @param id ID of the conversation
     * @param reason reason; may be empty
     * @throws ConversationNotFound if the conversation does not exist
     */
    public void deleteConversation(long actor, long id, String reason) {
        conversationService.deleteAny(id);
        audit(actor, AuditAction.CONVERSATION_DELETE, id, reason);
    }

    /**
     * Assigns the owner of a group; see {@link ParticipantService#assignOwner}.
     *
     * @param actor user ID of the administrator
     * @param id ID of the conversation
     * @param user user ID of the new owner
     * @param reason reason; may be empty
     * @return the conversation
     * @throws ConversationNotFound if the conversation does not exist
     */
    public AdminConversationDetailView assignOwner(long actor, long id, long user, String reason) {
        if (participants.assignOwner(id, user)) {
            var owner = "user " + user;
            audit(actor, AuditAction.CONVERSATION_APPOINT_OWNER, id, reason.isEmpty() ? owner : owner + ": " + reason);
        }
        return conversation(id);
    }

    /**
     * Lists messages of a conversation, and records that in the audit log.
     *
     * @param actor user ID of the administrator
     * @param conversation ID of the conversation
     * @param page the page
     * @return the page
     * @throws ConversationNotFound if the conversation does not exist
     */
    public Slice<MessageView> messages(long actor, long conversation, PageQuery page) {
        var found = messageQueries.listAny(conversation, page);
        audit(
                actor,
                AuditAction.CONVERSATION_READ,
                conversation,
                page.terms().isEmpty()
                        ? ""
                        : "search: "
                                + page.terms().stream()
                                        .map(PageQuery.Term::verbatim)
                                        .collect(Collectors.joining(" ")));
        return found;
    }

    /**
     * Deletes a message for all participants.
     *
     * @param actor user ID of the administrator
     * @param conversation ID of the conversation
     * @param message ID of the message
     * @param reason reason; may be empty
     * @throws ConversationNotFound if the conversation does not exist
     * @throws messaging.message.MessageNotFound if the message does not exist
     */
    public void deleteMessage(long actor, long conversation, long message, String reason) {
        messages.deleteAny(conversation, message, actor);
        audit(actor, AuditAction.MESSAGE_DELETE, message, reason);
    }

    /**
     * Lists audit entries.
     *
     * @param page the page
     * @param filter filters
     * @return the page
     */
    public Slice<AuditEntryView> auditEntries(PageQuery page, AuditFilter filter) {
        return auditLog.page(page, filter).map(AuditEntryView::of);
    }

    private Versioned<AdminUserView> revised(User user) {
        var inUse = sessions.summarizeSessions(List.of(user.id())).stream().findFirst();
        return new Versioned<>(AdminUserView.of(user, inUse), user.revision());
    }

    private void audit(long actor, AuditAction action, long target, String detail) {
        auditLog.add(actor, new AuditEntry.Act(action, target, detail), clock.instant());
    }
}
