package messaging.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import messaging.conversation.History;
import messaging.jdbc.Columns;
import messaging.jdbc.SqlBuilder;

/**
 * The conversation whose messages are read and the user who reads them, as parts of SQL. A participant sees the messages
 * that the conversation's history setting allows, an administrator of the site all.
 *
 * @param conversation id of the conversation
 * @param user id of the participant; not used for administrators
 * @param isParticipant whether the user must be a participant
 */
record MessageScope(long conversation, long user, boolean isParticipant) {
    static MessageScope ofParticipant(long conversation, long user) {
        return new MessageScope(conversation, user, true);
    }

    static MessageScope ofAdministrator(long conversation) {
        return new MessageScope(conversation, 0, false);
    }

    /**
     * The counters of the conversation.
     *
     * @param lastSeq number of its latest message
     * @param deletedCount number of deleted messages
     * @param hiddenSeq number of the last message that the user cannot see; 0 if all are visible
     */
    record State(long lastSeq, long deletedCount, long hiddenSeq) {
        /** The number of columns of {@link MessageScope#COLUMNS}. */
        static final int COLUMNS = 4;

        static State read(ResultSet row, int first) throws SQLException {
            var isHidden = History.JOINED.toString().equals(Columns.text(row, first + 2));
            return new State(row.getLong(first), row.getLong(first + 1), isHidden ? row.getLong(first + 3) : 0);
        }

        /** Returns whether the number of visible messages requires counting deleted ones. */
        boolean needsDeletedCount() {
            return hiddenSeq > 0 && deletedCount > 0;
        }

        /** Returns the number of messages that the user can see, given the number of deleted ones after the hidden ones. */
        long visible(long deletedAfterHidden) {
            return lastSeq - hiddenSeq - deletedAfterHidden;
        }
    }

    /** Returns the columns of a {@link State}. */
    String columns() {
        return isParticipant
                ? " c.last_seq, c.deleted_count, c.history, p.joined_seq "
                : " c.last_seq, c.deleted_count, 'all', 0 ";
    }

    /** Returns the tables with the columns, each read by its primary key; {@code conversations} is {@code c}. */
    String tables() {
        return isParticipant
                ? " participants p JOIN conversations c ON c.id = p.conversation_id "
                : " conversations c ";
    }

    /** Returns the condition that the conversation exists and the user can see it. */
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
     * Returns the number of the last message that the user cannot see, as a subquery that does not refer to the outer
     * statement. MySQL 8.0 evaluates it before it chooses ranges, in contrast to an expression of the columns.
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
