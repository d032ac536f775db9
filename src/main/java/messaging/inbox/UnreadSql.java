package messaging.inbox;

import messaging.jdbc.SqlBuilder;

/** SQL expressions for unread counts. Each counts a short range of an index, or is a constant if the counters suffice. */
final class UnreadSql {
    private UnreadSql() {}

    /** Returns the number of deleted messages of other users after a read pointer, as an expression. */
    static SqlBuilder deletedAfter(ReadPosition position) {
        return position.needsDeletedCount()
                ? new SqlBuilder()
                        .add(
                                "(SELECT COUNT(*) FROM messages d"
                                        + " WHERE d.conversation_id = ? AND d.deleted_seq > ? AND d.sender_id <> ?)",
                                position.conversation(),
                                position.readSeq(),
                                position.user())
                : new SqlBuilder().add("0");
    }

    /** Returns the number of the user's own messages after the read pointer, as an expression. */
    static SqlBuilder ownAfter(ReadPosition position) {
        return position.ownAfter().isPresent()
                ? new SqlBuilder().add("?", position.ownAfter().getAsLong())
                : new SqlBuilder()
                        .add(
                                "(SELECT COUNT(*) FROM messages o"
                                        + " WHERE o.sender_id = ? AND o.conversation_id = ? AND o.seq > ?)",
                                position.user(),
                                position.conversation(),
                                position.readSeq());
    }
}
