package messaging.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import messaging.conversation.History;
import messaging.jdbc.Columns;
import messaging.jdbc.SqlBuilder;

/**
 * The conversation whose messages are read and the user who reads them, as parts of SQL. A participant sees the messages
 * from the first one that the conversation's history allows, an administrator of the site all.
 *
 * @param conversation id of the conversation
 * @param user id of the participant; not used for administrators
 * @param isParticipant whether the user must take part in the conversation
 */
record MessageScope(long conversation, long user, boolean isParticipant) {
    static MessageScope ofParticipant(long conversation, long user) {
        return new MessageScope(conversation, user, true);
    }

    static MessageScope ofAdministrator(long conversation) {
        return new MessageScope(conversation, 0, false);
    }

    /**
     * The conversation as a row shows it.
     *
     * @param lastSeq number of its latest message
     * @param deletedCount how many of its messages are deleted
     * @param hiddenSeq number of the last message that the user may not see; 0 if all are visible
     */
    record State(long lastSeq, long deletedCount, long hiddenSeq) {
        /** The number of columns of {@link MessageScope#COLUMNS}. */
        static final int COLUMNS = 4;

        static State read(ResultSet row, int first) throws SQLException {
            var isHidden = History.JOINED.toString().equals(Columns.text(row, first + 2));
            return new State(row.getLong(first), row.getLong(first + 1), isHidden ? row.getLong(first + 3) : 0);
        }

        /** Whether deleted messages must be counted to know how many are visible. */
        boolean needsDeletedCount() {
            return hiddenSeq > 0 && deletedCount > 0;
        }

        /** How many messages the user can see, if so many of those after the hidden ones are deleted. */
        long visible(long deletedAfterHidden) {
            return lastSeq - hiddenSeq - deletedAfterHidden;
        }
    }

    /** The columns that a {@link State} is read from. */
    String columns() {
        return isParticipant
                ? " c.last_seq, c.deleted_count, c.history, p.joined_seq "
                : " c.last_seq, c.deleted_count, 'all', 0 ";
    }

    /** The tables that have the columns, each read by its primary key; {@code conversations} is {@code c}. */
    String tables() {
        return isParticipant
                ? " participants p JOIN conversations c ON c.id = p.conversation_id "
                : " conversations c ";
    }

    /** The condition that the conversation exists and the user may read it. */
    SqlBuilder isVisible() {
        return isParticipant
                ? new SqlBuilder()
                        .add(
                                " p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL"
                                        + " AND c.deleted_at IS NULL ",
                                conversation,
                                user)
                : new SqlBuilder().add(" c.id = ? AND c.deleted_at IS NULL ", conversation);
    }

    /**
     * The number of the last message that the user may not see, as a subquery without references to the outer statement:
     * MySQL 8.0 evaluates it before it chooses ranges, which it does not with an expression of the columns.
     */
    SqlBuilder hiddenSeq() {
        return isParticipant
                ? new SqlBuilder()
                        .add(
                                "(SELECT CASE hc.history WHEN 'joined' THEN hp.joined_seq ELSE 0 END FROM participants hp"
                                        + " JOIN conversations hc ON hc.id = hp.conversation_id"
                                        + " WHERE hp.conversation_id = ? AND hp.user_id = ?)",
                                conversation,
                                user)
                : new SqlBuilder().add("0");
    }
}
