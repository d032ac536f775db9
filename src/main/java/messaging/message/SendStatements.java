package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import messaging.idempotency.ClientId;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;
import messaging.user.PersonReader;
import messaging.user.PersonView;

/**
 * The SQL statements of a send, which bypass entities (ADR 0034): one read before the lock, and three statements while the
 * conversation's row is locked. Several requests (ADR 0036) need as many statements as one. The caller provides the
 * transaction.
 */
@ApplicationScoped
class SendStatements {
    private static final byte[] NO_CLIENT_ID = {};
    private static final long NO_MESSAGE = 0;

    // STRAIGHT_JOIN and FORCE INDEX, here and below, keep the databases from reading all rows of a small table and
    // waiting for the locks of other transactions.
    private static final String EARLIER_MESSAGE = """
            LEFT JOIN messages m FORCE INDEX (messages_client)
                ON m.conversation_id = r.conversation_id AND m.sender_id = r.user_id AND m.client_id = r.client_id""";

    private static final String REPLIED_MESSAGE = """
            LEFT JOIN messages t FORCE INDEX (messages_id) ON t.id = r.reply_to
                AND t.conversation_id = r.conversation_id AND t.deleted_at IS NULL""";

    private static final String INSERT = """
        INSERT INTO messages (conversation_id, seq, sender_id, content, content_folded, folded_revision, version,
            sent_version, revision, client_id, request_hash, reply_to, created_at, updated_at)
        VALUES\s""";

    private static final String MESSAGE = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    // Assigns constants only, because the order of assignments to two tables is undefined. changed_at stays if the read
    // receipt does not move, so participants do not receive it again.
    private static final String UPDATE = """
        STRAIGHT_JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = s.conversation_id
        LEFT JOIN inbox_entries e FORCE INDEX (PRIMARY)
            ON e.conversation_id = s.conversation_id AND e.user_id = s.user_id
        SET c.last_seq = s.last_seq, c.version = s.version, c.updated_at = s.updated_at,
            e.read_seq = s.read_seq, e.receipt_seq = s.receipt_seq, e.own_after = s.own_after,
            e.receipt_at = COALESCE(s.receipt_at, e.receipt_at),
            e.changed_at = CASE WHEN s.receipt_at IS NULL THEN e.changed_at ELSE CURRENT_TIMESTAMP(6) END""";

    private static final String INSERT_POINTERS =
            "INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq, own_after, receipt_at) VALUES ";

    private static final String POINTER = "(?, ?, ?, ?, ?, ?)";
    private static final int POINTER_COLUMNS = 6;

    private static final String FIRST_REQUEST =
            "SELECT ? AS position, ? AS conversation_id, ? AS user_id, ? AS client_id, ? AS reply_to";
    private static final String REQUEST = "UNION ALL SELECT ?, ?, ?, ?, ?";

    private static final String FIRST_STATE = """
        SELECT ? AS conversation_id, ? AS user_id, ? AS last_seq, ? AS version, ? AS updated_at,
            ? AS read_seq, ? AS receipt_seq, ? AS own_after, ? AS receipt_at""";
    private static final String STATE = "UNION ALL SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private final JdbcClient database;

    /** For CDI's proxy. */
    protected SendStatements() {
        this(null);
    }

    @Inject
    SendStatements(JdbcClient database) {
        this.database = database;
    }

    /**
     * A participant who is about to send.
     *
     * @param person public fields of the account
     * @param isRepeated whether the sender has used the client id in this conversation before
     */
    record Sender(PersonView person, boolean isRepeated) {}

    /**
     * The state that a request finds under the lock of its conversation.
     *
     * @param conversation the locked conversation, shared by all requests to it
     * @param isRepeated whether the sender has used the client id of the request in the conversation before
     * @param repliedSeq number of the message that is replied to, if it exists; 0 otherwise
     */
    record Locked(LockedSendTarget conversation, boolean isRepeated, long repliedSeq) {
        /** Returns whether the sender's read pointer was found. */
        boolean hasEntry(long user) {
            return conversation.sender(user).hasEntry();
        }
    }

    /**
     * Returns the senders of requests by the position of the request, without those who are not participants. Acquires no locks:
     * users who are not participants must not delay participants.
     */
    Map<Integer, Sender> senders(List<SendRequest> requests) {
        var people = new PersonReader();
        var found = new HashMap<Integer, Sender>();
        var positions = IntStream.range(0, requests.size()).boxed().toList();
        var hasClientIds =
                requests.stream().anyMatch(request -> request.body().id().isPresent());
        var query = new SqlBuilder()
                .add("SELECT STRAIGHT_JOIN r.position, r.user_id,")
                .add((hasClientIds ? "m.id," : "NULL,") + PersonReader.COLUMNS + "FROM")
                .add(table(requests, positions))
                .add("""
                        r JOIN participants p FORCE INDEX (PRIMARY)
                            ON p.conversation_id = r.conversation_id AND p.user_id = r.user_id
                        JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = r.conversation_id
                        JOIN users u FORCE INDEX (PRIMARY) ON u.id = r.user_id""")
                .add(hasClientIds ? EARLIER_MESSAGE : "")
                .add("WHERE p.removed_at IS NULL AND c.deleted_at IS NULL");
        database.list(
                query,
                row -> found.put(row.getInt(1), new Sender(people.read(row, row.getLong(2), 4), row.getLong(3) > 0)));
        return found;
    }

    /**
     * Locks the conversations of requests until the end of the transaction, and returns the state that each request finds, by
     * its position. Requests of senders who are no longer participants are missing.
     *
     * <p>The transaction waits for the lock of a single conversation, but not for locks of several, so that no conversation
     * delays another one. Rows that are locked by other transactions are then missing, as if they did not exist.
     *
     * @param positions of the requests in the list
     */
    Map<Integer, Locked> lock(List<SendRequest> requests, Collection<Integer> positions) {
        if (positions.isEmpty()) {
            return Map.of();
        }
        var hasReferences = positions.stream()
                .map(position -> requests.get(position).body())
                .anyMatch(body -> body.id().isPresent() || body.repliesTo().isPresent());
        // Locks the conversation first, as every change does, then the rows of the sender. A locking read sees the
        // latest
        // commits, such as the removal of the sender or the deletion of the conversation.
        var query = new SqlBuilder()
                .add("""
                    SELECT STRAIGHT_JOIN r.position, r.conversation_id, r.user_id,
                        c.kind, c.history, c.last_seq, c.version, c.updated_at, p.role, p.joined_seq,
                        e.read_seq, e.receipt_seq, e.own_after, e.is_muted, e.is_archived, e.is_pinned,""")
                .add(hasReferences ? "m.id, t.seq FROM" : "NULL, NULL FROM")
                .add(table(requests, positions))
                .add("""
                        r JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = r.conversation_id
                        JOIN participants p FORCE INDEX (PRIMARY)
                            ON p.conversation_id = r.conversation_id AND p.user_id = r.user_id
                        LEFT JOIN inbox_entries e FORCE INDEX (PRIMARY)
                            ON e.conversation_id = r.conversation_id AND e.user_id = r.user_id""")
                .add(hasReferences ? EARLIER_MESSAGE : "")
                .add(hasReferences ? REPLIED_MESSAGE : "")
                .add("WHERE c.deleted_at IS NULL AND p.removed_at IS NULL FOR UPDATE")
                .add(waits(requests) ? "" : "SKIP LOCKED");
        var conversations = new HashMap<Long, LockedSendTarget>();
        var locked = new HashMap<Integer, Locked>();
        database.list(query, row -> locked.put(row.getInt(1), locked(row, conversations)));
        return locked;
    }

    /** Returns whether {@link #lock} waits for locks, so that rows which it does not find do not exist. */
    static boolean waits(List<SendRequest> requests) {
        return requests.stream().map(SendRequest::conversation).distinct().count() == 1;
    }

    /**
     * Inserts messages.
     *
     * @return the ids of the messages, in their order
     */
    List<Long> insert(List<Message> messages) {
        var parameters = new ArrayList<Object>();
        for (var message : messages) {
            Collections.addAll(
                    parameters,
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
        }
        return database.insertRows(INSERT + repeat(MESSAGE, messages.size()), parameters.toArray());
    }

    /** Updates the counters of conversations and the read pointers of the senders. */
    void update(Collection<LockedSendTarget> conversations) {
        var rows = new SqlBuilder();
        var missing = new ArrayList<Object>();
        for (var conversation : conversations) {
            var counters = conversation.counters();
            for (var sender : conversation.changedSenders()) {
                var pointer = sender.pointer();
                rows.add(
                        rows.isEmpty() ? FIRST_STATE : STATE,
                        conversation.id(),
                        sender.user(),
                        counters.lastSeq(),
                        counters.version(),
                        counters.updatedAt(),
                        pointer.readSeq(),
                        pointer.receiptSeq(),
                        pointer.ownAfter(),
                        sender.receiptAt().orElse(null));
                if (!sender.hasEntry()) {
                    Collections.addAll(
                            missing,
                            conversation.id(),
                            sender.user(),
                            pointer.readSeq(),
                            pointer.receiptSeq(),
                            pointer.ownAfter(),
                            sender.receiptAt().orElse(null));
                }
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        database.update(new SqlBuilder().add("UPDATE (").add(rows).add(") s").add(UPDATE));
        if (!missing.isEmpty()) {
            database.update(INSERT_POINTERS + repeat(POINTER, missing.size() / POINTER_COLUMNS), missing.toArray());
        }
    }

    // Returns the requests as a table in the order of the conversations, so that all transactions lock in the same
    // order.
    // Values are never null, because the joins need typed columns to use indexes.
    private static SqlBuilder table(List<SendRequest> requests, Collection<Integer> positions) {
        var rows = new SqlBuilder().add("(");
        var inOrder = positions.stream()
                .sorted(Comparator.comparingLong(
                        position -> requests.get(position).conversation()))
                .toList();
        for (var position : inOrder) {
            var request = requests.get(position);
            rows.add(
                    position.equals(inOrder.get(0)) ? FIRST_REQUEST : REQUEST,
                    position,
                    request.conversation(),
                    request.sender(),
                    request.body().id().map(SendStatements::bytes).orElse(NO_CLIENT_ID),
                    request.body().repliesTo().orElse(NO_MESSAGE));
        }
        return rows.add(")");
    }

    private static Locked locked(ResultSet row, Map<Long, LockedSendTarget> conversations) throws SQLException {
        var id = row.getLong(2);
        var conversation = conversations.get(id);
        if (conversation == null) {
            conversation = new LockedSendTarget(
                    id,
                    new LockedSendTarget.Counters(row.getLong(6), row.getLong(7), JdbcClient.instant(row, 8)),
                    new LockedSendTarget.Settings(Kind.of(row.getString(4)), History.of(row.getString(5))));
            conversations.put(id, conversation);
        }
        var user = row.getLong(3);
        if (!conversation.hasSender(user)) {
            conversation.add(sender(user, row));
        }
        return new Locked(conversation, row.getLong(17) > 0, row.getLong(18));
    }

    private static LockedSendTarget.Sender sender(long user, ResultSet row) throws SQLException {
        var joinedSeq = row.getLong(10);
        var readSeq = row.getLong(11);
        var hasEntry = !row.wasNull();
        return new LockedSendTarget.Sender(
                user,
                Role.of(row.getString(9)),
                joinedSeq,
                hasEntry
                        ? new ReadPointer(readSeq, row.getLong(12), row.getLong(13))
                        : ReadPointer.ofNewParticipant(joinedSeq),
                hasEntry,
                new SenderState.Preferences(row.getBoolean(14), row.getBoolean(15), row.getBoolean(16)));
    }

    private static String repeat(String row, int times) {
        return String.join(", ", Collections.nCopies(times, row));
    }

    private static byte[] bytes(ClientId id) {
        return id.value().getBytes(StandardCharsets.UTF_8);
    }
}
