package messaging.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import messaging.jdbc.Columns;
import messaging.user.PersonReader;

/**
 * A message as one statement reads it: the view without mentions and reactions, which are in other tables.
 *
 * @param view the view with empty lists
 * @param isUnchanged whether the message has not changed since it was sent, so it has no reactions
 */
public record MessageRow(MessageView view, boolean isUnchanged) {
    /** The columns of {@code messages m} and {@code users u} that a {@link Reader} needs. */
    public static final String COLUMNS = " m.conversation_id, m.sender_id," + PersonReader.COLUMNS + """
             , m.id, m.seq, m.version, m.sent_version, m.content, m.client_id, m.reply_to,\s"""
            + Columns.micros("m.created_at") + ", " + Columns.micros("m.updated_at") + " ";

    /** The number of the columns; the conversation's id is the first one. */
    public static final int COUNT = 15;

    /** The position of the sender's id among the columns, from 0. */
    public static final int SENDER = 1;

    /** The position of the sender's public fields among the columns, from 0. */
    public static final int PERSON = 2;

    /** The position of the message's own fields among the columns, from 0. */
    public static final int OWN = 6;

    /** Creates the row of a message that is not deleted, and that may have reactions. */
    static MessageRow of(Message message) {
        return new MessageRow(MessageView.of(message), false);
    }

    /** Returns whether the message may contain mentions. */
    boolean mayHaveMentions() {
        return MentionParser.isPossibleIn(view.content());
    }

    /** Returns whether the message may have reactions: each reaction raises its version. */
    boolean mayHaveReactions() {
        return !isUnchanged;
    }

    /** Reads the rows of one statement. */
    public static final class Reader {
        private final PersonReader people = new PersonReader();
        private final int first;

        /**
         * Creates a reader of the columns from a position on.
         *
         * @param first position, from 1
         */
        public Reader(int first) {
            this.first = first;
        }

        /**
         * Reads a message.
         *
         * @param row with all columns
         * @return the message
         * @throws SQLException if a column cannot be read
         */
        public MessageRow read(ResultSet row) throws SQLException {
            var column = first;
            var conversation = row.getLong(column++);
            var sender = row.getLong(column++);
            var person = people.read(row, sender, column);
            column = first + OWN;
            var id = row.getLong(column++);
            var seq = row.getLong(column++);
            var version = row.getLong(column++);
            var sentVersion = row.getLong(column++);
            var content = Columns.text(row, column++);
            var clientId = Columns.text(row, column++);
            var replyTo = row.getLong(column++);
            var isReply = !row.wasNull();
            var createdAt = Columns.instant(row, column++);
            var updatedAt = Columns.instant(row, column);
            var view = new MessageView(
                    id,
                    conversation,
                    seq,
                    version,
                    sender,
                    person,
                    content,
                    clientId,
                    isReply ? replyTo : null,
                    List.of(),
                    List.of(),
                    createdAt,
                    updatedAt);
            return new MessageRow(view, version == sentVersion);
        }
    }
}
