package messaging.admin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.auth.session.CurrentRightsQueries;
import messaging.auth.session.SessionSummary;
import messaging.auth.session.TokenService;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ConversationService;
import messaging.conversation.ParticipantService;
import messaging.message.MessageQueries;
import messaging.message.MessageService;
import messaging.message.MessageView;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.reset.PasswordResetService;
import messaging.reset.ResetOffer;
import messaging.revision.IfMatch;
import messaging.user.AccountChanges;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.UserService;
import messaging.user.Users;

/** Acts of administrators, each with its audit entry in the same transaction (S-WEB-2). */
@Stateless
public class AdminService {
    @Inject
    private PasswordResetService resets;

    @Inject
    private UserService accounts;

    @Inject
    private Users users;

    @Inject
    private TokenService tokens;

    @Inject
    private CurrentRightsQueries sessions;

    @Inject
    private AdminConversations conversations;

    @Inject
    private ConversationService conversationService;

    @Inject
    private ParticipantService participants;

    @Inject
    private MessageService messages;

    @Inject
    private MessageQueries messageQueries;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /**
     * An account as it was read, with what its entity tag is made of.
     *
     * @param view the account
     * @param revision counts its edits
     */
    public record Revised(AdminUserView view, long revision) {}

    /**
     * Makes a one-time code with which a user sets a new password (S-API-16).
     *
     * @param actor id of the administrator's account
     * @param user id of the user's account
     * @return the code to hand over
     * @throws UserNotFound if there is no such account
     */
    public ResetOffer offerPasswordReset(long actor, long user) {
        var offer = resets.offer(user);
        note(actor, AuditAction.USER_PASSWORD_RESET, user, "");
        return offer;
    }

    /**
     * Accounts, and how they are in use.
     *
     * @param page which part
     * @param active only those that may be used, or only those that may not
     * @param admin only administrators, or only others
     * @return the part, read with a constant number of statements
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
     * An account.
     *
     * @param id of the account
     * @return the account
     * @throws UserNotFound if there is none
     */
    public Revised user(long id) {
        return revised(users.find(id).orElseThrow(() -> new UserNotFound(id)));
    }

    /**
     * Changes what an account may; a deactivated one's sessions end at once.
     *
     * @param actor id of the administrator's account
     * @param adminByIssuer whether the actor is an administrator by single sign-on, whatever the account says
     * @param id of the account
     * @param changes what changes
     * @param condition on the revision
     * @return the account
     * @throws UserNotFound if there is none
     * @throws messaging.user.OwnAccount if the administrator would take rights away from the own account
     */
    public Revised changeRights(long actor, boolean adminByIssuer, long id, AccountChanges changes, IfMatch condition) {
        var changed = accounts.changeRights(id, actor, adminByIssuer, changes, condition);
        var user = changed.user();
        if (user.isActive() != changed.wasActive()) {
            note(
                    actor,
                    changed.wasActive() ? AuditAction.USER_DEACTIVATE : AuditAction.USER_REACTIVATE,
                    id,
                    user.username());
        }
        if (user.isAdmin() != changed.wasAdmin()) {
            note(actor, changed.wasAdmin() ? AuditAction.USER_DEMOTE : AuditAction.USER_PROMOTE, id, user.username());
        }
        return revised(user);
    }

    /**
     * Ends all sessions of an account.
     *
     * @param actor id of the administrator's account
     * @param id of the account
     * @throws UserNotFound if there is none
     */
    public void endSessions(long actor, long id) {
        var user = users.find(id).orElseThrow(() -> new UserNotFound(id));
        tokens.revokeAll(id, Optional.empty());
        note(actor, AuditAction.USER_END_SESSIONS, id, user.username());
    }

    /**
     * All conversations.
     *
     * @param page which part
     * @return the part, read with a constant number of statements
     */
    public Slice<AdminConversationView> conversations(PageQuery page) {
        var slice = conversations.page(page);
        var counts = conversations.participants(
                slice.items().stream().map(found -> found.id()).toList());
        return slice.map(found -> AdminConversationView.of(found, counts.getOrDefault(found.id(), 0L)));
    }

    /**
     * A conversation with its people.
     *
     * @param id of the conversation
     * @return the conversation
     * @throws ConversationNotFound if there is none
     */
    public AdminConversationDetailView conversation(long id) {
        return AdminConversationDetailView.of(
                conversations.find(id).orElseThrow(() -> new ConversationNotFound(id)), conversations.people(id));
    }

    /**
     * Deletes any conversation for everybody in it, with all its messages.
     *
     * @param actor id of the administrator's account
     * @param id of the conversation
     * @param reason why; may be empty
     * @throws ConversationNotFound if there is none
     */
    public void deleteConversation(long actor, long id, String reason) {
        conversationService.deleteAny(id);
        note(actor, AuditAction.CONVERSATION_DELETE, id, reason);
    }

    /**
     * Makes a user the owner of any group; see {@link ParticipantService#assignOwner}.
     *
     * @param actor id of the administrator's account
     * @param id of the conversation
     * @param user id of the new owner
     * @param reason why; may be empty
     * @return the conversation
     * @throws ConversationNotFound if there is none
     */
    public AdminConversationDetailView assignOwner(long actor, long id, long user, String reason) {
        if (participants.assignOwner(id, user)) {
            var owner = "user " + user;
            note(actor, AuditAction.CONVERSATION_APPOINT_OWNER, id, reason.isEmpty() ? owner : owner + ": " + reason);
        }
        return conversation(id);
    }

    /**
     * Messages of any conversation. That somebody read them is noted.
     *
     * @param actor id of the administrator's account
     * @param conversation its id
     * @param page which part
     * @return the part
     * @throws ConversationNotFound if there is none
     */
    public Slice<MessageView> messages(long actor, long conversation, PageQuery page) {
        var found = messageQueries.listAny(conversation, page);
        note(
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
     * Deletes a message of any conversation for everybody.
     *
     * @param actor id of the administrator's account
     * @param conversation its id
     * @param message its id
     * @param reason why; may be empty
     * @throws ConversationNotFound if there is no such conversation
     * @throws messaging.message.MessageNotFound if there is no such message
     */
    public void deleteMessage(long actor, long conversation, long message, String reason) {
        messages.deleteAny(conversation, message, actor);
        note(actor, AuditAction.MESSAGE_DELETE, message, reason);
    }

    /**
     * What administrators did.
     *
     * @param page which part
     * @param filter what is asked for
     * @return the part
     */
    public Slice<AuditEntryView> audit(PageQuery page, AuditFilter filter) {
        return audit.page(page, filter).map(AuditEntryView::of);
    }

    private Revised revised(User user) {
        var inUse = sessions.summarizeSessions(List.of(user.id())).stream().findFirst();
        return new Revised(AdminUserView.of(user, inUse), user.revision());
    }

    private void note(long actor, AuditAction action, long target, String detail) {
        audit.add(actor, new AuditEntry.Act(action, target, detail), clock.instant());
    }
}
