package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import messaging.idempotency.ClientId;
import messaging.jdbc.JdbcClient;
import messaging.user.PersonView;

/**
 * The SQL statements of a send, which bypass entities (ADR 0034): one read before the lock, and three statements while the
 * conversation's row is locked. The caller provides the transaction.
 */
@ApplicationScoped
class SendStatements {
    // Locks nothing: a user who is not a participant cannot delay those who are. A parameter that is null matches no
    // row.
    private static final String SENDER = """
            SELECT u.username, u.first_name, u.last_name, u.is_active, m.id
            FROM participants p
            JOIN conversations c ON c.id = p.conversation_id
            JOIN users u ON u.id = p.user_id
            LEFT JOIN messages m
                ON m.conversation_id = p.conversation_id AND m.sender_id = p.user_id AND m.client_id = ?
            WHERE p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL""";

    private static final String LOCK = lock("NULL, NULL", "");
    private static final String LOCK_WITH_REFERENCES = lock("m.id, r.seq", """
            LEFT JOIN messages m
                ON m.conversation_id = c.id AND m.sender_id = p.user_id AND m.client_id = ?
            LEFT JOIN messages r ON r.id = ? AND r.conversation_id = c.id AND r.deleted_at IS NULL""");

    private static final String INSERT = """
            INSERT INTO messages (conversation_id, seq, sender_id, content, content_folded, folded_revision, version,
                sent_version, revision, client_id, request_hash, reply_to, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    // Constants only, since the order of the assignments to two tables is not defined. A receipt that does not move has
    // not
    // changed, and is not sent to participants again.
    private static final String UPDATE = """
            UPDATE conversations c
            LEFT JOIN inbox_entries e ON e.conversation_id = c.id AND e.user_id = ?
            SET c.last_seq = ?, c.version = ?, c.updated_at = ?,
                e.read_seq = ?, e.receipt_seq = ?, e.own_after = ?, e.receipt_at = COALESCE(?, e.receipt_at),
                e.changed_at = CASE WHEN ? THEN CURRENT_TIMESTAMP(6) ELSE e.changed_at END
            WHERE c.id = ?""";

    private static final String INSERT_POINTER = """
            INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq, own_after, receipt_at)
            VALUES (?, ?, ?, ?, ?, ?)""";

    @Inject
    private JdbcClient database;

    /**
     * A participant who is about to send.
     *
     * @param person public fields of the account
     * @param isRepeated whether the sender has used the client id in this conversation before
     */
    record Sender(PersonView person, boolean isRepeated) {}

    /** Returns the sender; empty if the user is not a participant or the conversation does not exist. */
    Optional<Sender> sender(long conversation, long user, Optional<ClientId> clientId) {
        return database.first(
                SENDER,
                row -> new Sender(
                        new PersonView(user, row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                        row.getLong(5) > 0),
                clientId.map(SendStatements::bytes).orElse(null),
                conversation,
                user);
    }

    /** Locks a conversation until the end of the transaction; empty if the user is no longer a participant. */
    Optional<LockedConversation> lock(
            long conversation, long user, Optional<ClientId> clientId, Optional<Long> replyTo) {
        return clientId.isEmpty() && replyTo.isEmpty()
                ? database.first(LOCK, SendStatements::locked, user, conversation)
                : database.first(
                        LOCK_WITH_REFERENCES,
                        SendStatements::locked,
                        user,
                        clientId.map(SendStatements::bytes).orElse(null),
                        replyTo.orElse(null),
                        conversation);
    }

    /**
     * Inserts a message, and updates the counters of its conversation and the read pointer of its sender.
     *
     * @return the id of the message
     */
    long insert(Message message, LockedConversation conversation) {
        var id = database.insert(
                INSERT,
                message.conversationId(),
                message.seq(),
                message.senderId(),
                message.content().orElseThrow(),
                message.contentFolded().orElse(null),
                message.foldedRevision().orElse(null),
                message.version(),
                message.sentVersion(),
                message.revision(),
                message.clientId().map(SendStatements::bytes).orElse(null),
                message.requestHash().orElse(null),
                message.replyTo().orElse(null),
                message.createdAt(),
                message.updatedAt());
        var before = conversation.sender().pointer();
        var pointer = before.sent(message.seq());
        // A message that its sender has read is one that moves the receipt, unless the sender had marked it as unread.
        var receiptAt = pointer.receiptSeq() > before.receiptSeq() ? message.createdAt() : null;
        database.update(
                UPDATE,
                message.senderId(),
                message.seq(),
                message.version(),
                message.createdAt(),
                pointer.readSeq(),
                pointer.receiptSeq(),
                pointer.ownAfter(),
                receiptAt,
                receiptAt != null,
                message.conversationId());
        if (!conversation.sender().hasPointer()) {
            database.update(
                    INSERT_POINTER,
                    message.conversationId(),
                    message.senderId(),
                    pointer.readSeq(),
                    pointer.receiptSeq(),
                    pointer.ownAfter(),
                    receiptAt);
        }
        return id;
    }

    // Locks the conversation first, as every change of it does, then the rows of the sender. A locking read sees what
    // the transactions before it have committed: whether the sender was removed or the conversation deleted
    // meanwhile.
    private static String lock(String references, String joins) {
        return """
                SELECT c.kind, c.history, c.last_seq, c.version, c.updated_at, p.role, p.joined_seq,
                    e.read_seq, e.receipt_seq, e.own_after, %s
                FROM conversations c
                JOIN participants p ON p.conversation_id = c.id AND p.user_id = ?
                LEFT JOIN inbox_entries e ON e.conversation_id = c.id AND e.user_id = p.user_id
                %s
                WHERE c.id = ? AND c.deleted_at IS NULL AND p.removed_at IS NULL
                FOR UPDATE""".formatted(references, joins);
    }

    private static LockedConversation locked(ResultSet row) throws SQLException {
        var joinedSeq = row.getLong(7);
        var readSeq = row.getLong(8);
        var hasPointer = !row.wasNull();
        var pointer = hasPointer
                ? new ReadPointer(readSeq, row.getLong(9), row.getLong(10))
                : ReadPointer.joinedAt(joinedSeq);
        return new LockedConversation(
                new LockedConversation.Counters(row.getLong(3), row.getLong(4), JdbcClient.instant(row, 5)),
                new LockedConversation.Settings(Kind.of(row.getString(1)), History.of(row.getString(2))),
                new LockedConversation.Sender(Role.of(row.getString(6)), joinedSeq, pointer, hasPointer),
                new LockedConversation.References(row.getLong(11) > 0, row.getLong(12)));
    }

    private static byte[] bytes(ClientId id) {
        return id.value().getBytes(StandardCharsets.UTF_8);
    }
}
