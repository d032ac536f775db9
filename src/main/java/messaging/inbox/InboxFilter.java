package messaging.inbox;

import java.util.Map;
import java.util.Optional;
import messaging.conversation.Kind;
import messaging.jdbc.SqlBuilder;

/**
 * The filter of the list of a user's conversations.
 *
 * @param unread whether the conversations have unread messages; empty for all
 * @param flags required values of the flags of the inbox entry, by their names
 * @param kind of the conversations; empty for all
 */
public record InboxFilter(Optional<Boolean> unread, Map<String, Boolean> flags, Optional<Kind> kind) {
    /** Copies the map. */
    public InboxFilter {
        flags = Map.copyOf(flags);
    }

    /** Returns the filter as conditions on {@code conversations c}, for a user with these unread conversations. */
    SqlBuilder condition(long user, UnreadConversations withUnread) {
        var condition = new SqlBuilder();
        unread.ifPresent(wanted -> condition.add(wanted ? "AND" : "AND NOT").add(withUnread.condition()));
        flags.forEach((flag, wanted) -> condition.add(
                (wanted ? " AND EXISTS" : " AND NOT EXISTS")
                        + " (SELECT 1 FROM inbox_entries f WHERE f.conversation_id = c.id AND f.user_id = ? AND f.is_"
                        + flag + " = TRUE)",
                user));
        kind.ifPresent(wanted -> condition.add(" AND c.kind = ?", wanted.toString()));
        return condition;
    }
}
