package messaging.message;

import messaging.jdbc.SqlBuilder;

/**
 * Finds the message at an offset by its number, without reading the messages before it. Numbers have no gaps, so only the
 * deleted messages are scanned, in their own index. In descending order, the message at the offset has the number
 * {@code last - offset} if no later message is deleted. A deleted message with the number {@code d}, the {@code r}-th from the
 * end, moves it by one if {@code d + r > last - offset + 1}. The ascending order is symmetric.
 *
 * @param scope the conversation and the user
 * @param offset number of messages to skip, 1 or more
 */
record MessageOffset(MessageScope scope, int offset) {
    /** Returns the condition that a message is at the offset or after it, if the conversation has no deleted messages. */
    SqlBuilder withoutDeletions(boolean isDescending) {
        return isDescending
                ? new SqlBuilder().add(" AND m.seq <= ").add(lastMinus(0))
                : new SqlBuilder().add(" AND m.seq > ").add(scope.hiddenSeq()).add(" + ?", offset);
    }

    /** Returns the condition that a message is at the offset or after it. */
    SqlBuilder withDeletions(boolean isDescending) {
        return isDescending ? downwards() : upwards();
    }

    // In descending order, from the newest message.
    private SqlBuilder downwards() {
        // The first condition provides a range if the database does not evaluate the second one, which counts, before
        // planning.
        return new SqlBuilder()
                .add(" AND m.seq <= ")
                .add(lastMinus(0))
                .add(" AND m.seq <= ")
                .add(lastMinus(0))
                .add("""
                         - (SELECT COUNT(*) FROM (
                            SELECT d.deleted_seq + ROW_NUMBER() OVER (ORDER BY d.deleted_seq DESC) AS place
                            FROM messages d WHERE d.conversation_id = ? AND d.deleted_seq >\s""", scope.conversation())
                .add(new SqlBuilder()
                        .add(
                                "(SELECT oc.last_seq - oc.deleted_count - ? FROM conversations oc WHERE oc.id = ?)",
                                offset,
                                scope.conversation()))
                .add(") places WHERE places.place > ")
                .add(lastMinus(1))
                .add(") ");
    }

    // In ascending order, from the first visible message.
    private SqlBuilder upwards() {
        return new SqlBuilder()
                .add(" AND m.seq > ")
                .add(scope.hiddenSeq())
                .add(" + ? AND m.seq > ", offset)
                .add(scope.hiddenSeq())
                .add("""
                         + ? + (SELECT COUNT(*) FROM (
                            SELECT d.deleted_seq - ROW_NUMBER() OVER (ORDER BY d.deleted_seq) AS place
                            FROM messages d WHERE d.conversation_id = ? AND d.deleted_seq >\s""", offset, scope.conversation())
                .add(scope.hiddenSeq())
                .add(" AND d.deleted_seq <= ")
                .add(scope.hiddenSeq())
                .add(
                        " + ? + (SELECT oc.deleted_count FROM conversations oc WHERE oc.id = ?)",
                        offset,
                        scope.conversation())
                .add(") places WHERE places.place < ")
                .add(scope.hiddenSeq())
                .add(" + ?) ", offset);
    }

    private SqlBuilder lastMinus(int fewer) {
        return new SqlBuilder()
                .add(
                        "(SELECT oc.last_seq - ? FROM conversations oc WHERE oc.id = ?)",
                        (long) offset - fewer,
                        scope.conversation());
    }
}
