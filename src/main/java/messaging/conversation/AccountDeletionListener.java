package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import messaging.user.AccountDeleted;
import messaging.user.AccountDeletionStarted;

/**
 * Removes users who delete their accounts from their groups, in the same transaction. Direct conversations remain for the
 * other user.
 */
@ApplicationScoped
class AccountDeletionListener {
    private final Conversations conversations;
    private final OwnershipSuccession succession;
    private final Clock clock;

    /** For CDI's proxy. */
    protected AccountDeletionListener() {
        this(null, null, null);
    }

    @Inject
    AccountDeletionListener(Conversations conversations, OwnershipSuccession succession, Clock clock) {
        this.conversations = conversations;
        this.succession = succession;
        this.clock = clock;
    }

    // Before the account is locked: every change locks the group first and then refers to the account.
    void started(@Observes AccountDeletionStarted event) {
        leaveGroups(event.userId());
    }

    // Again under the account's lock, for groups to which the user was added meanwhile.
    void deleted(@Observes AccountDeleted event) {
        leaveGroups(event.userId());
    }

    // In the order of the ids, so that two users who leave the same groups cannot deadlock.
    private void leaveGroups(long user) {
        var now = clock.instant();
        for (var id : conversations.groupIdsOf(user)) {
            conversations
                    .lock(id)
                    .ifPresent(group -> conversations
                            .findParticipant(id, user)
                            .ifPresent(participant -> leave(group, participant, now)));
        }
        conversations.flush();
    }

    private void leave(LockedConversation group, Participant participant, Instant now) {
        if (participant.role() != Role.OWNER) {
            participant.remove(group.stampEdit(now), now);
            return;
        }
        // If no other participant is active, a deactivated one becomes the owner: the account may be reactivated.
        var candidates = succession.candidates(group, participant.userId());
        var successor = succession
                .firstActiveSuccessor(candidates)
                .or(() -> candidates.stream().findFirst());
        if (successor.isEmpty()) {
            group.delete(now);
            return;
        }
        var stamp = group.stampEdit(now);
        participant.remove(stamp, now);
        successor.get().changeRole(Role.OWNER, stamp);
    }
}
