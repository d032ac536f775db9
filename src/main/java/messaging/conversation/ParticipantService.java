package messaging.conversation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import messaging.idempotency.CreateResult;
import messaging.problem.ErrorCode;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.user.Users;

/** Adds participants to groups, changes their roles, and removes them. */
@Stateless
public class ParticipantService {
    private static final String USER = "user";

    private final Conversations conversations;
    private final ConversationAccess access;
    private final Membership membership;
    private final OwnershipSuccession succession;
    private final Users users;
    private final Clock clock;

    /** For the container. */
    public ParticipantService() {
        this(null, null, null, null, null, null);
    }

    @Inject
    ParticipantService(
            Conversations conversations,
            ConversationAccess access,
            Membership membership,
            OwnershipSuccession succession,
            Users users,
            Clock clock) {
        this.conversations = conversations;
        this.access = access;
        this.membership = membership;
        this.succession = succession;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Adds a user to a group. An existing participant is left unchanged.
     *
     * @param id of the conversation
     * @param caller id of an owner or administrator; only the owner can add administrators
     * @param body validated request
     * @return the participant
     * @throws ConversationNotFound if the caller is not a participant
     * @throws Forbidden if the caller's role does not allow it
     * @throws InvalidInput if the user does not exist, or the group is full
     */
    public CreateResult<ParticipantView> add(long id, long caller, NewParticipant body) {
        var lock = access.lock(id, caller).requireGroup().requireAdministrator();
        var role = body.requireAssignableRole();
        if (role != Role.MEMBER) {
            lock.requireOwner();
        }
        var conversation = lock.conversation();
        var earlier = conversations.findCurrentOrFormerParticipant(id, body.user());
        if (earlier.filter(Participant::isActive).isPresent()) {
            return new CreateResult<>(ParticipantView.of(conversation, earlier.orElseThrow()), false);
        }
        var user = membership
                .requireActiveUsers(USER, Set.of(body.user()), conversations.countParticipants(id))
                .get(0);
        var now = clock.instant();
        var stamp = lock.locked().stampEdit(now);
        var participant = membership.join(conversation, user, role, earlier, stamp, now);
        return new CreateResult<>(ParticipantView.of(conversation, participant), true);
    }

    /**
     * Changes a participant's role. The role of the owner transfers the ownership: the former owner becomes an
     * administrator.
     *
     * @param id of the conversation
     * @param user id of the participant
     * @param caller id of the owner
     * @param changes requested changes
     * @return the participant
     * @throws ConversationNotFound if the caller is not a participant
     * @throws Forbidden if the caller is not the owner
     * @throws ParticipantNotFound if the user is not a participant
     * @throws OwnershipTransferRequired if the caller would give up the ownership without a successor
     * @throws ParticipantDeactivated if a deactivated account would own or administer the group
     */
    public ParticipantView change(long id, long user, long caller, ParticipantChanges changes) {
        var lock = access.lock(id, caller).requireGroup().requireOwner();
        var participant = requireParticipant(id, user);
        changes.role()
                .value()
                .filter(role -> role != participant.role())
                .ifPresent(role -> changeRole(lock, participant, role));
        return ParticipantView.of(lock.conversation(), participant);
    }

    private void changeRole(ParticipantLock lock, Participant participant, Role role) {
        if (participant.userId() == lock.caller().userId()) {
            throw new OwnershipTransferRequired();
        }
        if (role != Role.MEMBER) {
            membership.requireActive(participant.userId());
        }
        if (role == Role.OWNER) {
            succession.transferOwnership(lock.locked(), Optional.of(lock.caller()), participant);
        } else {
            participant.changeRole(role, lock.locked().stampEdit(clock.instant()));
        }
    }

    /**
     * Removes a participant from a group. A participant who removes themselves leaves it.
     *
     * @param id of the conversation
     * @param user id of the participant
     * @param caller id of the participant, or of one whose role allows removing the participant
     * @throws ConversationNotFound if the caller is not a participant
     * @throws Forbidden if the caller's role does not allow it
     * @throws ParticipantNotFound if the user is not a participant
     * @throws OwnershipTransferRequired if the owner would leave without a successor
     */
    public void remove(long id, long user, long caller) {
        var lock = access.lock(id, caller).requireGroup();
        if (user != caller) {
            lock.requireAdministrator();
        }
        var participant = requireParticipant(id, user);
        if (user != caller) {
            lock.requireCanRemove(participant);
        } else if (participant.role() == Role.OWNER) {
            throw new OwnershipTransferRequired();
        }
        var now = clock.instant();
        participant.remove(lock.locked().stampEdit(now), now);
    }

    /**
     * Makes a user the owner of any group, for administrators of the site. The former owner becomes an administrator of the
     * group. A user who is not a participant joins it. The calling class records the action.
     *
     * @param id of the conversation
     * @param user id of the new owner
     * @return false if the user already owned the group
     * @throws ConversationNotFound if the conversation does not exist
     * @throws DirectConversationImmutable if the conversation is direct
     * @throws InvalidInput if the user does not exist, or the group is full
     * @throws ParticipantDeactivated if the account is deactivated
     */
    public boolean assignOwner(long id, long user) {
        var group = access.lockAny(id).requireGroup();
        if (users.find(user).isEmpty()) {
            throw new InvalidInput(USER, ErrorCode.UNKNOWN_REFERENCE, Map.of("ids", List.of(user)));
        }
        membership.requireActive(user);
        var owner = conversations.findOwner(id);
        if (owner.filter(old -> old.userId() == user).isPresent()) {
            return false;
        }
        var earlier = conversations.findCurrentOrFormerParticipant(id, user);
        var current = earlier.filter(Participant::isActive);
        if (current.isPresent()) {
            succession.transferOwnership(group, owner, current.get());
            return true;
        }
        var account = membership
                .requireActiveUsers(USER, Set.of(user), conversations.countParticipants(id))
                .get(0);
        var now = clock.instant();
        var stamp = group.stampEdit(now);
        owner.ifPresent(old -> old.changeRole(Role.ADMIN, stamp));
        membership.join(group.conversation(), account, Role.OWNER, earlier, stamp, now);
        return true;
    }

    private Participant requireParticipant(long id, long user) {
        return conversations.findParticipant(id, user).orElseThrow(() -> new ParticipantNotFound(user));
    }
}
