package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import messaging.user.AccountDeleted;
import messaging.user.AccountDeletionStarted;

/**
 * Takes people who delete their accounts out of their groups, in the same transaction. Direct conversations stay, for the
 * other one of the two.
 */
@ApplicationScoped
class AccountDeletionListener {
    @Inject
    private Conversations conversations;

    @Inject
    private OwnershipSuccession succession;

    @Inject
    private Clock clock;

    // Before the account is locked: a writer locks the group first and then refers to the account.
    void leaving(@Observes AccountDeletionStarted event) {
        leaveGroups(event.userId());
    }

    // And once more under the account's lock, for groups that somebody has added it to meanwhile.
    void deleted(@Observes AccountDeleted event) {
        leaveGroups(event.userId());
    }

    // In the order of the ids, so that two who leave the same groups don't wait for each other in a circle.
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

    private void leave(Conversation group, Participant participant, Instant now) {
        if (participant.role() != Role.OWNER) {
            group.edited(now);
            participant.remove(group, now);
            return;
        }
        // Without an active one, a deactivated one: their account may be reactivated.
        var candidates = succession.candidates(group, participant.userId());
        var successor = succession
                .firstActiveSuccessor(candidates)
                .or(() -> candidates.stream().findFirst());
        if (successor.isEmpty()) {
            group.delete(now);
            return;
        }
        group.edited(now);
        participant.remove(group, now);
        successor.get().changeRole(Role.OWNER, group);
    }
}
