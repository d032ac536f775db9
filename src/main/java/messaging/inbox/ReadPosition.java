package messaging.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import messaging.conversation.Conversation;
import messaging.conversation.History;
import messaging.conversation.Participant;

/**
 * How far a participant has read in a conversation, computed from counters without reading messages.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 * @param lastSeq number of the latest message
 * @param deletedCount number of deleted messages
 * @param firstVisibleSeq number of the first message that the user can see
 * @param readSeq number of the last read message; never before the first visible one
 * @param ownAfter number of the user's own messages after {@code readSeq}; empty if they must be counted
 */
record ReadPosition(
        long conversation,
        long user,
        long lastSeq,
        long deletedCount,
        long firstVisibleSeq,
        long readSeq,
        OptionalLong ownAfter) {

    static ReadPosition of(Conversation conversation, Participant participant, InboxEntry entry) {
        return of(
                new Counters(conversation.id(), conversation.lastSeq(), conversation.deletedCount()),
                participant.userId(),
                participant.firstVisibleSeq(conversation.history()) - 1,
                entry.readSeq(),
                entry.ownAfter());
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

    // The read pointer is among hidden messages if it was moved back before the history was hidden. Some of the user's
    // own
    // messages after it are then hidden too, so the entry's count is wrong.
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

    /** Returns whether the unread count requires counting deleted messages after the read pointer. */
    boolean needsDeletedCount() {
        return deletedCount > 0 && lastSeq > readSeq;
    }

    /** Returns the unread count if no message after the read pointer is deleted. */
    long maxUnread() {
        return lastSeq - readSeq - ownAfter.orElse(0);
    }

    /** Returns whether the counters prove that a message is unread. */
    boolean isCertainlyUnread() {
        return ownAfter.isPresent() && maxUnread() > deletedCount;
    }

    long unreadCount(UnreadSummary summary) {
        // The values can be of different moments, so the read pointer can be past the latest message.
        return Math.max(0, lastSeq - readSeq - summary.ownAfter() - summary.deletedOfOthers());
    }
}
