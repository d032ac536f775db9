package messaging.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ceiling for sends: the same transaction by plain JDBC, with as many threads and statements prepared on the server.
 * It counts and locks the conversation, adds the message, moves the sender's read pointer and commits.
 */
final class JdbcSender implements ClosedLoop.Worker, AutoCloseable {
    /** The driver's fastest settings. */
    static final String FASTEST = "&useServerPrepStmts=true&cachePrepStmts=true&useLocalSessionState=true"
            + "&useLocalTransactionState=true&cacheServerConfiguration=true&sslMode=DISABLED";

    private final long firstConversation;
    private final long lastConversation;
    private final long sender;
    private final String content;
    private final List<Connection> connections = new ArrayList<>();

    /**
     * Opens one connection for each thread.
     *
     * @param url of the database, with {@link #FASTEST}
     * @param user account of the database
     * @param password of the account
     * @param firstConversation where messages are sent to, at random
     * @param lastConversation the last of these conversations
     * @param sender who sends
     * @param content of each message
     */
    JdbcSender(
            String url,
            String user,
            String password,
            long firstConversation,
            long lastConversation,
            long sender,
            String content)
            throws SQLException {
        this.firstConversation = firstConversation;
        this.lastConversation = lastConversation;
        this.sender = sender;
        this.content = content;
        for (int i = 0; i < Load.CONNECTIONS; i++) {
            var connection = DriverManager.getConnection(url, user, password);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            connections.add(connection);
        }
    }

    @Override
    public Callable<Integer> open(int thread) throws SQLException {
        var connection = connections.get(thread);
        // LAST_INSERT_ID returns the new number with the result of the update.
        var count = connection.prepareStatement(
                "UPDATE conversations SET last_seq = LAST_INSERT_ID(last_seq + 1), version = version + 1, updated_at = ?"
                        + " WHERE id = ? AND deleted_at IS NULL",
                Statement.RETURN_GENERATED_KEYS);
        var insert = connection.prepareStatement(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version, revision,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
                Statement.RETURN_GENERATED_KEYS);
        var read = connection.prepareStatement("UPDATE inbox_entries SET read_seq = ?, receipt_seq = ?, receipt_at = ?,"
                + " own_after = 0 WHERE conversation_id = ? AND user_id = ? AND read_seq = ?");
        return () -> send(connection, count, insert, read);
    }

    private int send(Connection connection, PreparedStatement count, PreparedStatement insert, PreparedStatement read)
            throws SQLException {
        long conversation = ThreadLocalRandom.current().nextLong(firstConversation, lastConversation + 1);
        var now = LocalDateTime.now(ZoneOffset.UTC);
        count.setObject(1, now);
        count.setLong(2, conversation);
        require(count.executeUpdate());
        long seq = key(count);
        insert.setLong(1, conversation);
        insert.setLong(2, seq);
        insert.setLong(3, sender);
        insert.setString(4, content);
        // The conversations of the benchmark have no other changes than being created and their messages.
        insert.setLong(5, seq + 1);
        insert.setLong(6, seq + 1);
        insert.setObject(7, now);
        insert.setObject(8, now);
        require(insert.executeUpdate());
        key(insert);
        read.setLong(1, seq);
        read.setLong(2, seq);
        read.setObject(3, now);
        read.setLong(4, conversation);
        read.setLong(5, sender);
        read.setLong(6, seq - 1);
        require(read.executeUpdate());
        connection.commit();
        return 0;
    }

    private static void require(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("A statement of the JDBC sender changed " + rows + " rows");
        }
    }

    private static long key(PreparedStatement statement) throws SQLException {
        try (var keys = statement.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
