package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.user.PersonReader;

/** Reads the current state of changed messages, including deleted ones, for the delivery to clients. */
@ApplicationScoped
public class MessageChangeReader {
    private static final String COLUMNS =
            "SELECT m.sent_version, m.deleted_by, " + Columns.micros("m.deleted_at") + "," + MessageRow.COLUMNS;
    private static final int MESSAGE = 4;

    private final JdbcClient jdbc;
    private final MessageDetails details;

    /** For CDI's proxy. */
    protected MessageChangeReader() {
        this(null, null);
    }

    @Inject
    MessageChangeReader(JdbcClient jdbc, MessageDetails details) {
        this.jdbc = jdbc;
        this.details = details;
    }

    /**
     * The current state of a message.
     *
     * @param seq number in the conversation
     * @param version of the conversation after the latest change of the message
     * @param sentVersion of the conversation when the message was sent; 0 if unknown
     * @param view the message; empty once deleted
     * @param tombstone the remains of a deleted message
     */
    public record Entry(
            long seq, long version, long sentVersion, Optional<MessageView> view, Optional<TombstoneView> tombstone) {}

    private record Row(MessageRow message, long sentVersion, Optional<TombstoneView> tombstone) {
        static Row read(ResultSet row, MessageRow.Reader reader) throws SQLException {
            var message = reader.read(row);
            var deletedBy = row.getLong(2);
            var isKnown = !row.wasNull();
            var deletedAt = Columns.instant(row, 3);
            var tombstone = row.wasNull()
                    ? Optional.<TombstoneView>empty()
                    : Optional.of(TombstoneView.of(message.view(), isKnown ? deletedBy : null, deletedAt));
            return new Row(message, row.getLong(1), tombstone);
        }

        Entry entry(MessageView complete) {
            var view = message.view();
            return new Entry(view.seq(), view.version(), sentVersion, Optional.ofNullable(complete), tombstone);
        }
    }

    /**
     * Reads messages with one statement, and a second one if any can have mentions or reactions.
     *
     * @param conversation id of the conversation
     * @param seqs numbers of the messages
     * @return the existing messages, in any order
     */
    public List<Entry> read(long conversation, Collection<Long> seqs) {
        if (seqs.isEmpty()) {
            return List.of();
        }
        var query = new SqlBuilder()
                .add(COLUMNS + "FROM messages m" + PersonReader.outerJoin("m.sender_id"))
                .add(
                        "WHERE m.conversation_id = ? AND m.seq IN ("
                                + String.join(", ", Collections.nCopies(seqs.size(), "?")) + ")",
                        Stream.concat(Stream.of(conversation), seqs.stream()).toArray());
        var reader = new MessageRow.Reader(MESSAGE);
        var rows = jdbc.list(query, row -> Row.read(row, reader));
        var shown =
                details
                        .addTo(rows.stream()
                                .filter(row -> row.tombstone().isEmpty())
                                .map(Row::message)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(MessageView::seq, Function.identity()));
        return rows.stream()
                .map(row -> row.entry(shown.get(row.message().view().seq())))
                .toList();
    }
}
