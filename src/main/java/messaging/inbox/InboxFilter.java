package messaging.inbox;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import messaging.conversation.Conversation;
import messaging.conversation.Kind;

/**
 * Which of one's conversations a list shall show.
 *
 * @param unread whether something in it is unread; empty for all, as with the others
 * @param kept by the attribute of the entry, whether it is set
 * @param kind of the conversation
 */
public record InboxFilter(Optional<Boolean> unread, Map<String, Boolean> kept, Optional<Kind> kind) {
    /** Copies the map. */
    public InboxFilter {
        kept = Map.copyOf(kept);
    }

    /** The filter as a condition, for somebody with these unread conversations. */
    Predicate on(
            CriteriaBuilder builder,
            CriteriaQuery<?> query,
            Root<Conversation> conversation,
            long user,
            Set<Long> withUnread) {
        var all = new ArrayList<Predicate>();
        unread.ifPresent(wanted -> {
            var isUnread = withUnread.isEmpty()
                    ? builder.disjunction()
                    : conversation.get("id").in(withUnread);
            all.add(wanted ? isUnread : builder.not(isUnread));
        });
        kept.forEach((flag, wanted) -> {
            var isKept = InboxEntries.isKept(builder, query, conversation, user, flag);
            all.add(wanted ? isKept : builder.not(isKept));
        });
        kind.ifPresent(wanted -> all.add(builder.equal(conversation.get("kind"), wanted)));
        return builder.and(all.toArray(Predicate[]::new));
    }
}
