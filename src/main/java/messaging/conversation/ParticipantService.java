package messaging.conversation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import messaging.problem.ErrorCode;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.user.Users;

/** Adds people to groups, gives them roles, and lets them go. */
@Stateless
public class ParticipantService {
    @Inject
    private Conversations conversations;

    @Inject
    private Membership membership;

    @Inject
    private OwnershipSuccession succession;

    @Inject
    private Users users;

    @Inject
    private Clock clock;

    /**
     * What became of the wish to add somebody.
     *
     * @param view their part in the conversation
     * @param isNew false if they were in it before
     */
    public record Added(ParticipantView view, boolean isNew) {}

    /**
     * Somebody's part in a conversation.
     *
     * @param id of the conversation
     * @param user whose part
     * @param caller who must be in it
     * @return the part
     * @throws ConversationNotFound if it is none of the caller's
     * @throws ParticipantNotFound if the user is not in it
     */
    public ParticipantView read(long id, long user, long caller) {
        var conversation = find(id, caller);
        return ParticipantView.of(conversation, participant(id, user));
    }

    /**
     * Adds somebody to a group; one who is in it stays as they are.
     *
     * @param id of the conversation
     * @param caller who must administer it, or own it to make an administrator
     * @param body checked for form
     * @return their part
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller may not
     * @throws InvalidInput if there is no such user, or the group is full
     */
    public Added add(long id, long caller, NewParticipant body) {
        var locked = membership.lock(id, caller).requireGroup().requireAdministrator();
        var role = body.requireAssignableRole();
        if (role != Role.MEMBER) {
            locked.requireOwner();
        }
        var conversation = locked.conversation();
        var before = conversations.findCurrentOrFormerParticipant(id, body.user());
        if (before.filter(Participant::isActive).isPresent()) {
            return new Added(ParticipantView.of(conversation, before.orElseThrow()), false);
        }
        var user = membership
                .requireActiveUsers("user", Set.of(body.user()), conversations.countParticipants(id))
                .get(0);
        var now = clock.instant();
        conversation.edited(now);
        return new Added(
                ParticipantView.of(conversation, membership.join(conversation, user, role, before, now)), true);
    }

    /**
     * Gives somebody another role; making somebody the owner hands the group over, and the old owner administers it from
     * then on.
     *
     * @param id of the conversation
     * @param user whose role
     * @param caller who must own it
     * @param changes what changes
     * @return their part
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller does not own it
     * @throws ParticipantNotFound if the user is not in it
     * @throws OwnershipTransferRequired if the owner would have another role without a successor
     * @throws ParticipantDeactivated if a deactivated account would own or administer the group
     */
    public ParticipantView change(long id, long user, long caller, ParticipantChanges changes) {
        var locked = membership.lock(id, caller).requireGroup().requireOwner();
        var conversation = locked.conversation();
        var participant = participant(id, user);
        var role = changes.role().value().filter(wanted -> wanted != participant.role());
        if (role.isPresent()) {
            if (user == caller) {
                throw new OwnershipTransferRequired();
            }
            if (role.orElseThrow() != Role.MEMBER) {
                membership.requireActive(user);
            }
            if (role.orElseThrow() == Role.OWNER) {
                succession.transferOwnership(conversation, Optional.of(locked.caller()), participant);
            } else {
                conversation.edited(clock.instant());
                participant.changeRole(role.orElseThrow(), conversation);
            }
        }
        return ParticipantView.of(conversation, participant);
    }

    /**
     * Removes somebody from a group, or leaves it.
     *
     * @param id of the conversation
     * @param user who goes
     * @param caller who goes, or must be allowed to remove them
     * @throws ConversationNotFound if it is none of the caller's
     * @throws Forbidden if the caller may not
     * @throws ParticipantNotFound if the user is not in it
     * @throws OwnershipTransferRequired if the owner would leave without a successor
     */
    public void remove(long id, long user, long caller) {
        var locked = membership.lock(id, caller).requireGroup();
        if (user != caller) {
            locked.requireAdministrator();
        }
        var participant = participant(id, user);
        if (user != caller) {
            locked.requireCanRemove(participant);
        } else if (participant.role() == Role.OWNER) {
            throw new OwnershipTransferRequired();
        }
        var now = clock.instant();
        locked.conversation().edited(now);
        participant.remove(locked.conversation(), now);
    }

    /**
     * Makes a user the owner of any group, for administrators of the site; the old owner becomes an administrator of the
     * group. A user who is not in the group joins it. The caller records the act.
     *
     * @param id of the conversation
     * @param user id of the new owner
     * @return whether this changed anything
     * @throws ConversationNotFound if there is no such conversation
     * @throws Forbidden if it is a direct one
     * @throws InvalidInput if there is no such user, or the group is full
     * @throws ParticipantDeactivated if the account is deactivated
     */
    public boolean assignOwner(long id, long user) {
        var group = conversations.lock(id).orElseThrow(() -> new ConversationNotFound(id));
        Membership.requireGroup(group);
        if (users.find(user).isEmpty()) {
            throw new InvalidInput("user", ErrorCode.UNKNOWN_REFERENCE, Map.of("ids", List.of(user)));
        }
        membership.requireActive(user);
        var owner = conversations.owner(id);
        if (owner.filter(old -> old.userId() == user).isPresent()) {
            return false;
        }
        var before = conversations.findCurrentOrFormerParticipant(id, user);
        var present = before.filter(Participant::isActive);
        if (present.isPresent()) {
            succession.transferOwnership(group, owner, present.get());
            return true;
        }
        var account = membership
                .requireActiveUsers("user", Set.of(user), conversations.countParticipants(id))
                .get(0);
        var now = clock.instant();
        group.edited(now);
        owner.ifPresent(old -> old.changeRole(Role.ADMIN, group));
        membership.join(group, account, Role.OWNER, before, now);
        return true;
    }

    private Conversation find(long id, long caller) {
        membership.require(id, caller);
        return conversations.find(id).orElseThrow(() -> new ConversationNotFound(id));
    }

    private Participant participant(long id, long user) {
        return conversations.findParticipant(id, user).orElseThrow(() -> new ParticipantNotFound(user));
    }
}
