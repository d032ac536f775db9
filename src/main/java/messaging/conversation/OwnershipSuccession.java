package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeactivationStarted;
import messaging.user.AccountReactivated;
import messaging.user.Users;

/**
 * Determines who owns a group when its owner's account is deleted or deactivated, and transfers the groups of a deactivated
 * owner (S-MOD-2). A deactivated user stays in the group as an administrator, so reactivating the account restores
 * everything but the ownership. A group without another active participant keeps its owner until one of its participants is
 * reactivated or an administrator of the site assigns an owner.
 */
@ApplicationScoped
class OwnershipSuccession {
    /** Administrators before members, and in each role the participant who joined first. */
    static final Comparator<Participant> ORDER = Comparator.comparing(
                    (Participant participant) -> participant.role() != Role.ADMIN)
            .thenComparing(Participant::joinedAt)
            .thenComparing(Participant::userId);

    private final Conversations conversations;
    private final Users users;
    private final Clock clock;

    /** For CDI's proxy. */
    protected OwnershipSuccession() {
        this(null, null, null);
    }

    @Inject
    OwnershipSuccession(Conversations conversations, Users users, Clock clock) {
        this.conversations = conversations;
        this.users = users;
        this.clock = clock;
    }

    /** Returns the participants of a locked group except its owner, in the order of succession. */
    List<Participant> candidates(LockedConversation group, long owner) {
        return conversations.participants(group.conversation().id()).stream()
                .filter(participant -> participant.userId() != owner)
                .sorted(ORDER)
                .toList();
    }

    /** Returns the first candidate whose account is active, and stays active until the transaction ends. */
    Optional<Participant> firstActiveSuccessor(List<Participant> candidates) {
        return candidates.stream()
                .filter(participant -> users.lockIfActive(participant.userId()))
                .findFirst();
    }

    // Before the account is locked: every change locks the group first and then refers to the account.
    void started(@Observes AccountDeactivationStarted event) {
        transferToSuccessors(conversations.groupIdsOwnedBy(event.userId()));
    }

    // Again under the account's lock, for groups that the account has come to own meanwhile.
    void deactivated(@Observes AccountDeactivated event) {
        transferToSuccessors(conversations.groupIdsOwnedBy(event.userId()));
    }

    // For groups without an active participant at the time when the owner was deactivated.
    void reactivated(@Observes AccountReactivated event) {
        conversations.flush();
        transferToSuccessors(conversations.groupIdsWithInactiveOwner(event.userId()));
    }

    private void transferToSuccessors(List<Long> groups) {
        groups.forEach(id -> conversations.lock(id).ifPresent(this::transferToSuccessor));
        conversations.flush();
    }

    private void transferToSuccessor(LockedConversation group) {
        conversations
                .findOwner(group.conversation().id())
                .ifPresent(owner -> firstActiveSuccessor(candidates(group, owner.userId()))
                        .ifPresent(successor -> transferOwnership(group, Optional.of(owner), successor)));
    }

    /**
     * Makes a participant the owner of a group; the former owner becomes an administrator.
     *
     * @param owner the former owner, if the group has one
     * @param successor a participant whose account is active
     */
    void transferOwnership(LockedConversation group, Optional<Participant> owner, Participant successor) {
        var stamp = group.stampEdit(clock.instant());
        owner.ifPresent(former -> former.changeRole(Role.ADMIN, stamp));
        successor.changeRole(Role.OWNER, stamp);
    }
}
