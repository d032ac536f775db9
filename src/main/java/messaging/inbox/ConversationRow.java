package messaging.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import messaging.jdbc.Columns;
import messaging.message.MessageRow;
import messaging.message.MessageView;
import messaging.user.PersonReader;
import messaging.user.PersonView;

/**
 * A conversation as one statement reads it for a participant: all fields of the view except the participants, and the latest
 * message only if it is the message with the highest number.
 *
 * @param id identifier
 * @param kind group or direct
 * @param title or null
 * @param history what later participants see
 * @param version number of durable changes
 * @param revision number of edits of the conversation itself
 * @param createdAt UTC
 * @param updatedAt UTC
 * @param role of the caller
 * @param preferences of the caller
 * @param position read position of the caller
 * @param newest the message with the highest number; empty if it is deleted or no message was sent
 */
record ConversationRow(
        long id,
        Kind kind,
        String title,
        History history,
        long version,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        Role role,
        PreferencesView preferences,
        ReadPosition position,
        Optional<MessageRow> newest) {
    private static final String CONVERSATION =
            """
             c.id, c.kind, c.title, c.history, c.version, c.revision, %s, %s, p.role, e.is_muted, e.is_archived, e.is_pinned, e.mutes_all_mentions, c.last_seq, c.deleted_count, p.joined_seq, e.read_seq,
             e.own_after,\s""".formatted(Columns.micros("c.created_at"), Columns.micros("c.updated_at"));
    private static final int MESSAGE = 19;

    /** The columns that a {@link Reader} needs. */
    static final String COLUMNS = CONVERSATION + MessageRow.COLUMNS;

    /** The joins with the other tables of the columns, from {@code participants p} and {@code conversations c}, each by a key. */
    static final String OUTER_JOINS = """
             LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
             LEFT JOIN messages m ON m.conversation_id = c.id AND m.seq = c.last_seq AND m.deleted_at IS NULL
            """ + PersonReader.outerJoin("m.sender_id");

    /** The joins with the tables of the columns, from {@code participants p}; each reads a row by its primary key. */
    static final String JOINS = " JOIN conversations c ON c.id = p.conversation_id " + OUTER_JOINS;

    /** A participant, and whether it is the owner. */
    record Member(PersonView person, boolean isOwner) {}

    /** Returns whether the latest message that the caller can see must be searched among older ones. */
    boolean needsLatest() {
        return newest.isEmpty() && position.lastSeq() >= position.firstVisibleSeq();
    }

    /** Returns the newest message if the caller can see it. */
    Optional<MessageRow> visibleNewest() {
        return newest.filter(message -> message.view().seq() >= position.firstVisibleSeq());
    }

    /**
     * Returns the view.
     *
     * @param members sorted by the ids of their accounts
     * @param summary of the messages after the read pointer
     * @param latest the latest message that the caller can see, or null
     */
    ConversationView view(List<Member> members, UnreadSummary summary, MessageView latest) {
        return new ConversationView(
                id,
                kind,
                title,
                history,
                members.stream()
                        .filter(Member::isOwner)
                        .findFirst()
                        .map(member -> member.person().id())
                        .orElse(null),
                kind == Kind.DIRECT ? null : role,
                members.stream().map(member -> member.person().id()).toList(),
                members.stream().map(Member::person).toList(),
                position.lastSeq(),
                version,
                position.readSeq(),
                position.unreadCount(summary),
                latest,
                preferences.muted(),
                preferences.archived(),
                preferences.pinned(),
                createdAt,
                updatedAt);
    }

    /** Reads the rows of one statement for a user. */
    static final class Reader {
        private final long user;
        private final int first;
        private final MessageRow.Reader messages;

        /** Creates a reader of the columns from a position on, from 1. */
        Reader(long user, int first) {
            this.user = user;
            this.first = first;
            this.messages = new MessageRow.Reader(first + MESSAGE - 1);
        }

        ConversationRow read(ResultSet row) throws SQLException {
            var column = first;
            var id = row.getLong(column++);
            var kind = Kind.of(Columns.text(row, column++));
            var title = Columns.text(row, column++);
            var history = History.of(Columns.text(row, column++));
            var version = row.getLong(column++);
            var revision = row.getLong(column++);
            var createdAt = Columns.instant(row, column++);
            var updatedAt = Columns.instant(row, column++);
            var role = Role.of(Columns.text(row, column++));
            var preferences = PreferencesView.read(row, column);
            var position = ReadPosition.read(row, column + 4, id, user, history);
            row.getLong(first + MESSAGE - 1);
            var newest = row.wasNull() ? Optional.<MessageRow>empty() : Optional.of(messages.read(row));
            return new ConversationRow(
                    id,
                    kind,
                    title,
                    history,
                    version,
                    revision,
                    createdAt,
                    updatedAt,
                    role,
                    preferences,
                    position,
                    newest);
        }
    }
}
