package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import messaging.conversation.ConversationNotFound;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.revision.Versioned;
import messaging.user.PersonReader;

/** Reads single messages: one statement checks access and reads the message, one reads mentions and reactions. */
@ApplicationScoped
class MessageLookup {
    private static final int REVISION = MessageScope.State.COLUMNS + 1;
    private static final int MESSAGE = REVISION + 1;

    private final JdbcClient jdbc;
    private final MessageDetails details;

    /** For CDI's proxy. */
    protected MessageLookup() {
        this(null, null);
    }

    @Inject
    MessageLookup(JdbcClient jdbc, MessageDetails details) {
        this.jdbc = jdbc;
        this.details = details;
    }

    private record Row(MessageRow message, long revision) {}

    /**
     * Reads a message.
     *
     * @param scope the conversation and the user
     * @param id of the message
     * @return the message
     * @throws ConversationNotFound if the user cannot see the conversation
     * @throws MessageNotFound if the user cannot see the message
     */
    Versioned<MessageView> read(MessageScope scope, long id) {
        var query = new SqlBuilder()
                .add("SELECT " + scope.columns() + ", m.revision, " + MessageRow.COLUMNS + " FROM " + scope.tables())
                .add("LEFT JOIN messages m ON m.id = ? AND m.conversation_id = c.id AND m.deleted_at IS NULL", id)
                .add(PersonReader.outerJoin("m.sender_id") + "WHERE")
                .add(scope.isVisible());
        var row = jdbc.first(query, MessageLookup::row)
                .orElseThrow(() -> new ConversationNotFound(scope.conversation()))
                .orElseThrow(() -> new MessageNotFound(id));
        var view = details.addTo(List.of(row.message())).get(0);
        return new Versioned<>(view, row.revision());
    }

    private static Optional<Row> row(ResultSet row) throws SQLException {
        var revision = row.getLong(REVISION);
        if (row.wasNull()) {
            return Optional.empty();
        }
        // Reactions are always read: a single message costs two statements at most.
        var message = new MessageRow(new MessageRow.Reader(MESSAGE).read(row).view(), false);
        var isVisible = message.view().seq() > MessageScope.State.read(row, 1).hiddenSeq();
        return isVisible ? Optional.of(new Row(message, revision)) : Optional.empty();
    }
}
