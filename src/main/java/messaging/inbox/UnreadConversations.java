package messaging.inbox;

import java.util.List;
import java.util.stream.Stream;
import messaging.jdbc.SqlBuilder;

/**
 * A user's conversations with unread messages.
 *
 * @param certain ids of the conversations for which the counters prove it
 * @param unresolved conversations for which deleted messages, or the user's own, must be counted
 */
record UnreadConversations(List<Long> certain, List<ReadPosition> unresolved) {
    static final UnreadConversations NONE = new UnreadConversations(List.of(), List.of());

    /** Copies the lists. */
    UnreadConversations {
        certain = List.copyOf(certain);
        unresolved = List.copyOf(unresolved);
    }

    /** Classifies conversations with messages after the user's read pointer. */
    static UnreadConversations among(List<ReadPosition> candidates) {
        var possible =
                candidates.stream().filter(position -> position.maxUnread() > 0).toList();
        return new UnreadConversations(
                possible.stream()
                        .filter(ReadPosition::isCertainlyUnread)
                        .map(ReadPosition::conversation)
                        .toList(),
                possible.stream()
                        .filter(position -> !position.isCertainlyUnread())
                        .toList());
    }

    /** Returns the condition that {@code conversations c} is one of them; unresolved ones are counted in ranges of an index. */
    SqlBuilder condition() {
        // The list must not be empty, and no conversation has the id 0.
        var ids = Stream.concat(Stream.of(0L), certain.stream()).toList();
        var condition = new SqlBuilder().add("(").addIn("c.id", ids);
        unresolved.forEach(position -> condition
                .add("OR (c.id = ? AND ? >", position.conversation(), position.lastSeq() - position.readSeq())
                .add(UnreadSql.deletedAfter(position))
                .add("+")
                .add(UnreadSql.ownAfter(position))
                .add(")"));
        return condition.add(")");
    }
}
