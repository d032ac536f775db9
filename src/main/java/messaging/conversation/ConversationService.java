package messaging.conversation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import messaging.idempotency.ClientId;
import messaging.idempotency.ClientIdReused;
import messaging.idempotency.CreateResult;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.Users;

/** Creates, changes and deletes conversations. */
@Stateless
public class ConversationService {
    private static final String PARTICIPANTS = "participants";

    private final Conversations conversations;
    private final ConversationAccess access;
    private final Membership membership;
    private final Users users;
    private final Clock clock;

    /** For the container. */
    public ConversationService() {
        this(null, null, null, null, null);
    }

    @Inject
    ConversationService(
            Conversations conversations, ConversationAccess access, Membership membership, Users users, Clock clock) {
        this.conversations = conversations;
        this.access = access;
        this.membership = membership;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Creates a conversation; the creator owns a group. If the request was already made, or the direct conversation of the
     * two users exists, returns the existing conversation.
     *
     * @param creator id of the account
     * @param body validated request
     * @param clientId id of the request, if the client chose one
     * @return the conversation
     * @throws InvalidInput if participants do not exist, or a field is not allowed in a direct conversation
     * @throws ClientIdReused if the client id was used for a different request
     * @throws ConversationGone if the request was already made, and the conversation was deleted or left since
     */
    public CreateResult<Conversation> create(long creator, NewConversation body, Optional<ClientId> clientId) {
        var otherUser = body.isDirect() ? Optional.of(body.requireOtherUser(creator)) : Optional.<Long>empty();
        lockAccounts(creator, otherUser, clientId);
        return clientId.flatMap(id -> findRepeated(creator, body, id))
                .or(() -> otherUser.flatMap(other -> conversations.findDirect(creator, other)))
                .map(existing -> new CreateResult<>(existing, false))
                .orElseGet(() -> new CreateResult<>(insert(creator, body, otherUser, clientId), true));
    }

    /**
     * Changes a conversation.
     *
     * @param id of the conversation
     * @param caller id of an owner or administrator of the group
     * @param changes requested changes
     * @param condition on the revision
     * @return the changed conversation
     * @throws ConversationNotFound if the caller is not a participant
     * @throws Forbidden if the caller's role does not allow the change
     * @throws InvalidInput if participants do not exist
     */
    public Conversation change(long id, long caller, ConversationChanges changes, IfMatch condition) {
        var lock = access.lock(id, caller).requireGroup().requireAdministrator();
        var conversation = lock.conversation();
        condition.require(conversation.revision());
        if (changes.hasNewHistory(conversation)) {
            lock.requireOwner();
        }
        var diff = changes.participantIds()
                .map(named -> ParticipantDiff.between(
                        named, conversations.currentAndFormerParticipants(conversation.id()), caller))
                .filter(found -> !found.isEmpty());
        if (diff.isEmpty() && !changes.hasNewTitle(conversation) && !changes.hasNewHistory(conversation)) {
            return conversation;
        }
        diff.ifPresent(found -> found.removed().forEach(lock::requireCanRemove));
        var added = diff.map(found -> membership.requireActiveUsers(PARTICIPANTS, found.added(), found.remaining()));
        var now = clock.instant();
        changes.title().ifNamed(conversation::rename);
        changes.history().value().ifPresent(conversation::changeHistory);
        var stamp = lock.locked().stampEdit(now);
        diff.ifPresent(found -> apply(found, added.orElseThrow(), conversation, stamp, now));
        conversations.flush();
        return conversation;
    }

    /**
     * Deletes a group for all participants.
     *
     * @param id of the conversation
     * @param caller id of the owner
     * @param condition on the revision
     * @throws ConversationNotFound if the caller is not a participant
     * @throws Forbidden if the caller does not own the group
     */
    public void delete(long id, long caller, IfMatch condition) {
        var lock = access.lock(id, caller).requireGroup().requireOwner();
        condition.require(lock.conversation().revision());
        lock.locked().delete(clock.instant());
    }

    /**
     * Deletes any conversation for all participants, for administrators of the site. The calling class records the action.
     *
     * @param id of the conversation
     * @throws ConversationNotFound if the conversation does not exist
     */
    public void deleteAny(long id) {
        access.lockAny(id).delete(clock.instant());
    }

    // Serializes requests that must create one conversation at most: two of them at the same time would both find none.
    // Retries share the creator's account, a pair of users the account with the lower id. Locked in the order of the
    // ids,
    // to avoid deadlocks.
    private void lockAccounts(long creator, Optional<Long> otherUser, Optional<ClientId> clientId) {
        var ids = new TreeSet<Long>();
        clientId.ifPresent(any -> ids.add(creator));
        otherUser.ifPresent(other -> ids.add(Math.min(creator, other)));
        ids.forEach(users::lock);
    }

    private Optional<Conversation> findRepeated(long creator, NewConversation body, ClientId clientId) {
        var found = conversations.findByClientId(creator, clientId);
        found.ifPresent(conversation -> {
            conversation.requireSameRequest(body.requestHash(creator));
            if (conversation.isDeleted()
                    || conversations.findParticipant(conversation.id(), creator).isEmpty()) {
                throw new ConversationGone();
            }
        });
        return found;
    }

    private Conversation insert(
            long creator, NewConversation body, Optional<Long> otherUser, Optional<ClientId> clientId) {
        // Held until the commit: an account that is being deactivated must not become an owner.
        if (!users.lockIfActive(creator)) {
            throw new UserNotFound(creator);
        }
        var owner = users.find(creator).orElseThrow(() -> new UserNotFound(creator));
        var others = membership.requireActiveUsers(PARTICIPANTS, body.otherParticipants(creator), 1);
        var now = clock.instant();
        var conversation = otherUser
                .map(other -> Conversation.direct(creator, other, now))
                .orElseGet(() -> Conversation.group(creator, body.optionalTitle(), body.historyOrDefault(), now))
                .withIdempotencyKey(clientId, body.requestHash(creator));
        var stamp = conversations.add(conversation).stampCreation();
        var role = body.isDirect() ? Role.MEMBER : Role.OWNER;
        conversations.add(Participant.join(conversation, owner, role, stamp, now));
        others.forEach(user -> conversations.add(Participant.join(conversation, user, Role.MEMBER, stamp, now)));
        conversations.flush();
        return conversation;
    }

    private void apply(ParticipantDiff diff, List<User> added, Conversation conversation, Stamp stamp, Instant now) {
        added.forEach(user ->
                membership.join(conversation, user, Role.MEMBER, diff.formerParticipant(user.id()), stamp, now));
        diff.removed().forEach(participant -> participant.remove(stamp, now));
    }
}
