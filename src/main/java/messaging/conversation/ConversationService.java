package messaging.conversation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.idempotency.ClientId;
import messaging.idempotency.ClientIdReused;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.user.User;
import messaging.user.UserNotFound;
import messaging.user.Users;

/** Makes conversations and changes them. */
@Stateless
public class ConversationService {
    @Inject
    private Conversations conversations;

    @Inject
    private Membership membership;

    @Inject
    private Users users;

    @Inject
    private Clock clock;

    /**
     * What became of the wish for a conversation.
     *
     * @param conversation that there is now
     * @param isNew false if it was there before
     */
    public record Begun(Conversation conversation, boolean isNew) {}

    /**
     * Begins a conversation; the creator owns it, unless it is a direct one. Of direct ones there is one for each pair,
     * and of requests with the same id only the first makes something.
     *
     * @param creator id of the account
     * @param body checked for form
     * @param id what the client calls the request
     * @return the conversation
     * @throws InvalidInput naming unknown participants, and what does not fit a direct conversation
     * @throws ClientIdReused if the id was used for something else
     * @throws ConversationGone if what the request made is gone
     */
    public Begun create(long creator, NewConversation body, Optional<ClientId> id) {
        var other = body.isDirect() ? Optional.of(body.requireOtherUser(creator)) : Optional.<Long>empty();
        lockAccounts(creator, other, id);
        var before = id.flatMap(one -> findRepeated(creator, body, one))
                .or(() -> other.flatMap(one -> conversations.findDirect(creator, one)));
        if (before.isPresent()) {
            return new Begun(before.orElseThrow(), false);
        }
        // LockedConversation until the commit, or an account that is deactivated at this moment would still get a group
        // to own.
        if (!users.lockIfActive(creator)) {
            throw new UserNotFound(creator);
        }
        var owner = users.find(creator).orElseThrow(() -> new UserNotFound(creator));
        var others = membership.requireActiveUsers("participants", body.others(creator), 1);
        var now = clock.instant();
        var conversation = other.map(one -> Conversation.direct(creator, one, now))
                .orElseGet(() -> Conversation.group(creator, body.optionalTitle(), body.historyOrDefault(), now))
                .withIdempotencyKey(id, body.hash(creator));
        conversations.add(conversation);
        conversations.add(Participant.join(conversation, owner, body.isDirect() ? Role.MEMBER : Role.OWNER, now));
        others.forEach(user -> conversations.add(Participant.join(conversation, user, Role.MEMBER, now)));
        conversations.flush();
        return new Begun(conversation, true);
    }

    /**
     * Changes a conversation.
     *
     * @param id of the conversation
     * @param caller who must own or administer it
     * @param changes what changes
     * @param condition on the revision
     * @return the changed conversation
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller may not change that
     * @throws InvalidInput naming unknown participants
     */
    public Conversation change(long id, long caller, ConversationChanges changes, IfMatch condition) {
        var locked = membership.lock(id, caller).requireGroup().requireAdministrator();
        var conversation = locked.conversation();
        condition.require(conversation.revision());
        if (changes.hasNewHistory(conversation)) {
            locked.requireOwner();
        }
        var participantDiff = changes.participantIds().map(participantIds -> participantDiff(locked, participantIds));
        var changesPeople = participantDiff.filter(ParticipantDiff::isAny).isPresent();
        if (!changesPeople && !changes.hasNewTitle(conversation) && !changes.hasNewHistory(conversation)) {
            return conversation;
        }
        var now = clock.instant();
        conversation.edited(now);
        changes.title().ifNamed(conversation::rename);
        changes.history().value().ifPresent(conversation::changeHistory);
        participantDiff.ifPresent(people -> apply(people, conversation, now));
        conversations.flush();
        return conversation;
    }

    /**
     * Deletes a group for everybody.
     *
     * @param id of the conversation
     * @param caller who must own it
     * @param condition on the revision
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller does not own it
     */
    public void delete(long id, long caller, IfMatch condition) {
        var conversation =
                membership.lock(id, caller).requireGroup().requireOwner().conversation();
        condition.require(conversation.revision());
        conversation.delete(clock.instant());
    }

    /**
     * Deletes any conversation for everybody, for administrators of the site. Keeping account of it is the caller's.
     *
     * @param id of the conversation
     * @throws ConversationNotFound if there is none
     */
    public void deleteAny(long id) {
        conversations.lock(id).orElseThrow(() -> new ConversationNotFound(id)).delete(clock.instant());
    }

    // What must exist once is made under the lock of an account, or two requests at the same moment would both find
    // nothing and make it: the creator's for a request with an id, the one with the lower id of a pair. In the order
    // of their ids, so that nobody waits in a circle.
    private void lockAccounts(long creator, Optional<Long> other, Optional<ClientId> id) {
        var locks = new TreeSet<Long>();
        id.ifPresent(any -> locks.add(creator));
        other.ifPresent(one -> locks.add(Math.min(creator, one)));
        locks.forEach(users::lock);
    }

    private Optional<Conversation> findRepeated(long creator, NewConversation body, ClientId id) {
        var found = conversations.findByClientId(creator, id);
        found.ifPresent(conversation -> {
            if (!conversation.matchesRequest(body.hash(creator))) {
                throw new ClientIdReused();
            }
            if (conversation.isDeleted()
                    || conversations.findParticipant(conversation.id(), creator).isEmpty()) {
                throw new ConversationGone();
            }
        });
        return found;
    }

    /** Who comes, who goes, and who was there at some time. */
    private record ParticipantDiff(List<User> coming, List<Participant> going, Map<Long, Participant> ever) {
        boolean isAny() {
            return !coming.isEmpty() || !going.isEmpty();
        }
    }

    // The owner and whoever makes the change stay, whether named or not.
    private ParticipantDiff participantDiff(Membership.LockedConversation locked, Set<Long> participantIds) {
        var ever = conversations
                .currentAndFormerParticipants(locked.conversation().id())
                .stream()
                .collect(Collectors.toMap(Participant::userId, Function.identity()));
        var present = ever.values().stream().filter(Participant::isActive).toList();
        var going = present.stream()
                .filter(participant -> !participantIds.contains(participant.userId()))
                .filter(participant -> participant.role() != Role.OWNER)
                .filter(participant -> participant.userId() != locked.caller().userId())
                .toList();
        going.forEach(locked::requireCanRemove);
        var coming = participantIds.stream()
                .filter(user -> !ever.containsKey(user) || !ever.get(user).isActive())
                .collect(Collectors.toSet());
        return new ParticipantDiff(
                membership.requireActiveUsers("participants", coming, (long) present.size() - going.size()),
                going,
                ever);
    }

    private void apply(ParticipantDiff people, Conversation conversation, Instant now) {
        for (var user : people.coming()) {
            membership.join(
                    conversation,
                    user,
                    Role.MEMBER,
                    Optional.ofNullable(people.ever().get(user.id())),
                    now);
        }
        people.going().forEach(participant -> participant.remove(conversation, now));
    }
}
