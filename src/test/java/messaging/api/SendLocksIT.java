package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.FreshDatabase;
import messaging.it.StatementLog;
import messaging.schema.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Which conversations a send locks on a site with few of them, where databases prefer to read whole tables. The statements of
 * the server are executed again in a database with five conversations; two of them are locked.
 */
@Tag("database")
class SendLocksIT { // S-PLUS-2

    private static final int SENDS = 12;
    private static final Pattern ID = Pattern.compile("\\d+");

    private final Account ama = Account.register();
    private final List<String> conversations =
            List.of(ama.createConversation("First"), ama.createConversation("Second"));

    @Test
    void sendToOneConversationWaitsForNoOtherOne() throws SQLException {
        assertWaitsForNoOther(conversations.subList(0, 1));
    }

    @Test
    void sendsToSeveralConversationsWaitForNoOtherOne() throws SQLException {
        assertWaitsForNoOther(conversations);
    }

    private void assertWaitsForNoOther(List<String> targets) throws SQLException {
        List<Callable<ApiResponse>> sends = new ArrayList<>();
        for (int i = 0; i < SENDS; i++) {
            var target = targets.get(i % targets.size()) + "messages/";
            var body = i % 2 == 0
                    ? object("content", "Hello")
                    : object("content", "Hello", "client_id", Account.uniqueUsername());
            sends.add(() -> ama.post(target, body).expect(201));
        }
        List<String> statements = StatementLog.during(() -> Concurrently.run(sends)).stream()
                .filter(sql ->
                        sql.contains("FOR UPDATE") && sql.contains("STRAIGHT_JOIN") || sql.startsWith("UPDATE ("))
                .toList();
        assertFalse(statements.isEmpty());
        try (var database = FreshDatabase.create()) {
            new Schema(database.dataSource()).migrate();
            var ids = targets.stream().map(SendLocksIT::id).toList();
            // One conversation before those that are sent to, and the rest after them.
            long before = id(conversations.get(0)) - 1;
            long after = id(conversations.get(1)) + 1;
            List<Long> others = List.of(before, after, after + 1);
            try (var connection = database.dataSource().getConnection();
                    var holder = database.dataSource().getConnection()) {
                insert(connection, others);
                insert(connection, conversations.stream().map(SendLocksIT::id).toList());
                // The plans depend on how many rows the databases know of.
                rows(connection, "ANALYZE TABLE users, conversations, participants, inbox_entries");
                holder.setAutoCommit(false);
                assertEquals(
                        2,
                        rows(
                                holder,
                                "SELECT id FROM conversations WHERE id IN (" + before + ", " + after + ") FOR UPDATE"));
                execute(connection, "SET innodb_lock_wait_timeout = 1");
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(false);
                for (String sql : statements) {
                    // A wait for the lock fails after a second.
                    execute(connection, sql);
                    if (sql.contains("FOR UPDATE")) {
                        assertFalse(isFree(database, ids.get(0)) && isFree(database, ids.get(ids.size() - 1)), sql);
                        assertTrue(isFree(database, after + 1), sql);
                    }
                    connection.rollback();
                }
            }
        }
    }

    private void insert(Connection connection, List<Long> added) throws SQLException {
        execute(
                connection,
                "INSERT IGNORE INTO users (id, username, created_at, updated_at) VALUES (" + ama.id()
                        + ", 'ama', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        for (long id : added) {
            execute(
                    connection,
                    "INSERT INTO conversations (id, version, created_at, updated_at) VALUES (" + id
                            + ", 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
            execute(
                    connection,
                    "INSERT INTO participants (conversation_id, user_id, role, version, joined_at) VALUES (" + id + ", "
                            + ama.id() + ", 'owner', 1, UTC_TIMESTAMP(6))");
            execute(
                    connection,
                    "INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq) VALUES (" + id + ", "
                            + ama.id() + ", 0, 0)");
        }
    }

    private static boolean isFree(FreshDatabase database, long id) throws SQLException {
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            return rows(connection, "SELECT id FROM conversations WHERE id = " + id + " FOR UPDATE SKIP LOCKED") > 0;
        }
    }

    private static int rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            return rows;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long id(String conversation) {
        var matcher = ID.matcher(conversation);
        matcher.find();
        return Long.parseLong(matcher.group());
    }
}
