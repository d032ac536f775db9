package messaging.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import messaging.conversation.Conversation;
import messaging.conversation.History;
import messaging.conversation.Participant;

/**
 * Where somebody stands in a conversation, as far as it can be told without looking at messages.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 * @param lastSeq number of the latest message
 * @param deletedCount how many of all messages are deleted
 * @param firstVisibleSeq the first message that they may see
 * @param readSeq up to which they have read; never before what they may see
 * @param ownAfter how many of their own messages come after it; empty if they must be counted
 */
record ReadPosition(
        long conversation,
        long user,
        long lastSeq,
        long deletedCount,
        long firstVisibleSeq,
        long readSeq,
        OptionalLong ownAfter) {

    static ReadPosition of(Conversation conversation, Participant participant, Optional<InboxEntry> entry) {
        return of(
                new Counters(conversation.id(), conversation.lastSeq(), conversation.deletedCount()),
                participant.userId(),
                conversation.firstVisibleSeq(participant) - 1,
                entry.map(InboxEntry::readSeq).orElse(participant.joinedSeq()),
                entry.map(InboxEntry::ownAfter).orElse(0L));
    }

    /**
     * Reads a position from the columns {@code last_seq}, {@code deleted_count}, {@code joined_seq}, {@code read_seq} and
     * {@code own_after}; the last two are null without an entry.
     */
    static ReadPosition read(ResultSet row, int first, long conversation, long user, History history)
            throws SQLException {
        var joinedSeq = row.getLong(first + 2);
        var readSeq = row.getLong(first + 3);
        var pointer = row.wasNull() ? joinedSeq : readSeq;
        return of(
                new Counters(conversation, row.getLong(first), row.getLong(first + 1)),
                user,
                history == History.JOINED ? joinedSeq : 0,
                pointer,
                row.getLong(first + 4));
    }

    private record Counters(long conversation, long lastSeq, long deletedCount) {}

    // A pointer can be before what may be seen: it was put back, and then the history was hidden. Their own messages
    // between the two are hidden as well, so the entry's count does not apply.
    private static ReadPosition of(Counters counters, long user, long hidden, long pointer, long ownAfter) {
        return new ReadPosition(
                counters.conversation(),
                user,
                counters.lastSeq(),
                counters.deletedCount(),
                hidden + 1,
                Math.max(pointer, hidden),
                pointer < hidden ? OptionalLong.empty() : OptionalLong.of(ownAfter));
    }

    /** Whether deleted messages after the pointer must be counted to know how many are unread. */
    boolean needsDeletedCount() {
        return deletedCount > 0 && lastSeq > readSeq;
    }

    /** What is unread if nothing after the pointer is deleted. */
    long maxUnread() {
        return lastSeq - readSeq - ownAfter.orElse(0);
    }

    /** Whether something is unread whatever is deleted. */
    boolean isCertainlyUnread() {
        return ownAfter.isPresent() && maxUnread() > deletedCount;
    }

    long unread(UnreadSummary tail) {
        // What was read one after the other may not be of one moment: the pointer can be past the latest message.
        return Math.max(0, lastSeq - readSeq - tail.ownAfter() - tail.deletedOfOthers());
    }
}
