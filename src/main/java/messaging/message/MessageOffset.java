package messaging.message;

import messaging.jdbc.SqlBuilder;

/**
 * Finds the message at an offset by its number, without reading those before it: numbers have no gaps, so only the deleted
 * messages among them are walked, in their own index. The newest message is {@code last - offset} if none after it is
 * deleted; a deleted message with the number {@code d}, the {@code r}-th from there, moves it by one more if
 * {@code d + r > last - offset + 1}. Upwards it is the same the other way round.
 *
 * @param scope the conversation and the user
 * @param offset how many messages to skip, 1 or more
 */
record MessageOffset(MessageScope scope, int offset) {
    /** The condition that a message is at the offset or further, if no message of the conversation is deleted. */
    SqlBuilder withoutDeletions(boolean isDescending) {
        return isDescending
                ? new SqlBuilder().add(" AND m.seq <= ").add(lastMinus(0))
                : new SqlBuilder().add(" AND m.seq > ").add(scope.hiddenSeq()).add(" + ?", offset);
    }

    /** The condition that a message is at the offset or further. */
    SqlBuilder withDeletions(boolean isDescending) {
        return isDescending ? downwards() : upwards();
    }

    // Downwards from the newest message.
    private SqlBuilder downwards() {
        // The first condition gives the range where the second one, which counts, is not evaluated before planning.
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

    // Upwards from the first visible message.
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
