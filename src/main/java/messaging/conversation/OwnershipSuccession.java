package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeactivationStarted;
import messaging.user.AccountReactivated;
import messaging.user.Users;

/**
 * Determines who owns a group when its owner's account is deleted or deactivated, and passes on the groups of a
 * deactivated one (S-MOD-2). A deactivated user stays in the group, as an administrator, so that reactivating the account
 * restores everything but the ownership. A group without any other active participant keeps its owner until one of its
 * participants is reactivated or an administrator of the site appoints an owner.
 */
@ApplicationScoped
class OwnershipSuccession {
    /** The longest-standing administrator, or else member. */
    static final Comparator<Participant> ORDER = Comparator.comparing(
                    (Participant participant) -> participant.role() != Role.ADMIN)
            .thenComparing(Participant::joinedAt)
            .thenComparing(Participant::userId);

    @Inject
    private Conversations conversations;

    @Inject
    private Users users;

    @Inject
    private Clock clock;

    /** Returns the participants of a locked group beside its owner, in the order of succession. */
    List<Participant> candidates(Conversation group, long owner) {
        return conversations.participants(Set.of(group.id())).stream()
                .filter(participant -> participant.userId() != owner)
                .sorted(ORDER)
                .toList();
    }

    /** Returns the first candidate whose account is active, and stays so until the transaction ends. */
    Optional<Participant> firstActiveSuccessor(List<Participant> candidates) {
        return candidates.stream()
                .filter(participant -> users.lockIfActive(participant.userId()))
                .findFirst();
    }

    // Before the account is locked: a writer locks the group first and then refers to the account.
    void started(@Observes AccountDeactivationStarted event) {
        transferToSuccessor(conversations.groupIdsOwnedBy(event.userId()));
    }

    // And once more under the account's lock, for groups that have become its own meanwhile.
    void deactivated(@Observes AccountDeactivated event) {
        transferToSuccessor(conversations.groupIdsOwnedBy(event.userId()));
    }

    // For groups in which there was no active participant when the owner was deactivated.
    void reactivated(@Observes AccountReactivated event) {
        conversations.flush();
        transferToSuccessor(conversations.groupIdsWithInactiveOwner(event.userId()));
    }

    private void transferToSuccessor(List<Long> groups) {
        groups.forEach(id -> conversations.lock(id).ifPresent(this::transferToSuccessor));
        conversations.flush();
    }

    private void transferToSuccessor(Conversation group) {
        conversations
                .owner(group.id())
                .ifPresent(owner -> firstActiveSuccessor(candidates(group, owner.userId()))
                        .ifPresent(successor -> transferOwnership(group, Optional.of(owner), successor)));
    }

    /**
     * Makes a participant the owner of a locked group; the old owner becomes an administrator.
     *
     * @param group locked until the transaction ends
     * @param owner the old owner, if the group has one
     * @param successor whose account is active
     */
    void transferOwnership(Conversation group, Optional<Participant> owner, Participant successor) {
        group.edited(clock.instant());
        owner.ifPresent(old -> old.changeRole(Role.ADMIN, group));
        successor.changeRole(Role.OWNER, group);
    }
}
