package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import messaging.user.AccountDeleted;
import messaging.user.AccountLeaving;

/**
 * Takes people who delete their accounts out of their groups, in the same transaction. Direct conversations stay, for the
 * other one of the two.
 */
@ApplicationScoped
class Leaving {
    // Somebody has to be able to act as the owner: so those who may sign in come before those who may not.
    private static final Comparator<Participant> SUCCESSION = Comparator.comparing(
                    (Participant participant) -> !participant.user().isActive())
            .thenComparing(participant -> participant.role() != Role.ADMIN)
            .thenComparing(Participant::joinedAt)
            .thenComparing(Participant::userId);

    @Inject
    private Conversations conversations;

    @Inject
    private Clock clock;

    // Before the account is locked: whoever writes to a group locks the group first and then refers to the account.
    void leaving(@Observes AccountLeaving event) {
        leaveGroups(event.userId());
    }

    // And once more under the account's lock, for groups that somebody has added it to meanwhile.
    void deleted(@Observes AccountDeleted event) {
        leaveGroups(event.userId());
    }

    // In the order of the ids, so that two who leave the same groups don't wait for each other in a circle.
    private void leaveGroups(long user) {
        var now = clock.instant();
        for (var id : conversations.groupsOf(user)) {
            conversations
                    .lock(id)
                    .ifPresent(group -> conversations
                            .participation(id, user)
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
        var successor = successor(conversations.participants(Set.of(group.id())), participant.userId());
        if (successor.isEmpty()) {
            group.delete(now);
            return;
        }
        group.edited(now);
        participant.remove(group, now);
        successor.get().appoint(Role.OWNER, group);
    }

    /** Who owns a group when its owner goes: its longest-standing administrator, or else member; active ones first. */
    static Optional<Participant> successor(List<Participant> participants, long owner) {
        return participants.stream()
                .filter(participant -> participant.userId() != owner)
                .min(SUCCESSION);
    }
}
