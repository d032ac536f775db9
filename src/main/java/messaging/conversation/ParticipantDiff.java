package messaging.conversation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The difference between the participants that a request names and those of a conversation.
 *
 * @param added ids of users who are not current participants
 * @param removed current participants whom the request does not name; never the owner or the caller
 * @param former participants who were removed earlier, by user id
 * @param remaining number of current participants who stay
 */
record ParticipantDiff(Set<Long> added, List<Participant> removed, Map<Long, Participant> former, long remaining) {
    /** Copies the collections. */
    ParticipantDiff {
        added = Set.copyOf(added);
        removed = List.copyOf(removed);
        former = Map.copyOf(former);
    }

    /**
     * Compares the named users with the participants.
     *
     * @param named ids of the users who are to be participants; the owner and the caller stay even if they are missing
     * @param all current and former participants
     * @param caller id of the user who makes the change
     */
    static ParticipantDiff between(Set<Long> named, Collection<Participant> all, long caller) {
        var current = all.stream().filter(Participant::isActive).toList();
        var currentIds = current.stream().map(Participant::userId).collect(Collectors.toSet());
        var removed = current.stream()
                .filter(participant -> !named.contains(participant.userId()))
                .filter(participant -> participant.role() != Role.OWNER)
                .filter(participant -> participant.userId() != caller)
                .toList();
        return new ParticipantDiff(
                named.stream().filter(user -> !currentIds.contains(user)).collect(Collectors.toSet()),
                removed,
                all.stream()
                        .filter(participant -> !participant.isActive())
                        .collect(Collectors.toMap(Participant::userId, Function.identity())),
                (long) current.size() - removed.size());
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    Optional<Participant> formerParticipant(long user) {
        return Optional.ofNullable(former.get(user));
    }
}
