package messaging.inbox;

import java.util.List;
import java.util.stream.Stream;
import messaging.jdbc.SqlBuilder;

/**
 * The conversations in which something is unread for a user.
 *
 * @param certain ids of those where the counters say so
 * @param unresolved those where it depends on which messages are deleted, or sent by the user
 */
record UnreadConversations(List<Long> certain, List<ReadPosition> unresolved) {
    static final UnreadConversations NONE = new UnreadConversations(List.of(), List.of());

    /** Copies the lists. */
    UnreadConversations {
        certain = List.copyOf(certain);
        unresolved = List.copyOf(unresolved);
    }

    /** Sorts the conversations that have messages after the user's read pointer. */
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

    /** Returns the condition that {@code conversations c} is one of them; what is open is counted in ranges of an index. */
    SqlBuilder condition() {
        // No conversation has the id 0: the list may be empty.
        var ids = Stream.concat(Stream.of(0L), certain.stream()).toList();
        var condition = new SqlBuilder().add("(").addIn("c.id", ids);
        unresolved.forEach(position -> condition
                .add("OR (c.id = ? AND ? >", position.conversation(), position.lastSeq() - position.readSeq())
                .add(InboxEntries.deletedAfter(position))
                .add("+")
                .add(InboxEntries.ownAfter(position))
                .add(")"));
        return condition.add(")");
    }
}
