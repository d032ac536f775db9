package messaging.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import messaging.it.FreshDatabase;
import messaging.schema.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Text of a previous version is folded after startup. */
@Tag("database")
class FoldedColumnsIT {
    private static final String NOW = "UTC_TIMESTAMP(6)";

    private FreshDatabase fresh;
    private DataSource database;

    @BeforeEach
    void create() {
        fresh = FreshDatabase.create();
        database = fresh.dataSource();
        new Schema(database).migrate();
    }

    @AfterEach
    void drop() {
        if (fresh != null) {
            fresh.close();
        }
    }

    @Test // S-TEXT-1
    void rowsOfAPreviousVersionAreFolded() throws SQLException {
        var user = user("ÁMA", "Éfua", "a@münchen.de");
        var conversation = conversation("cre\u0300me");
        var plain = message(conversation, 1, user, "crème");
        var marked = message(conversation, 2, user, "cre\u0300me");
        run("INSERT INTO audit_entries (actor_id, action, target_type, target_id, detail, created_at)" + " VALUES ("
                + user + ", 'x', 'y', 1, 'Détail', " + NOW + ")");
        run("UPDATE messages SET changed_at = '2020-01-01'");
        run("UPDATE conversations SET changed_at = '2020-01-01'");
        complete();
        assertEquals("ama\nefua\n", text("SELECT name_folded FROM users WHERE id = ?", user));
        assertEquals("a@munchen.de\na@munchen.de", text("SELECT email_folded FROM users WHERE id = ?", user));
        assertEquals("creme", text("SELECT title_folded FROM conversations WHERE id = ?", conversation));
        assertEquals(null, text("SELECT content_folded FROM messages WHERE id = ?", plain));
        assertEquals("creme", text("SELECT content_folded FROM messages WHERE id = ?", marked));
        assertEquals("detail", text("SELECT detail_folded FROM audit_entries WHERE ? > 0", user));
        assertEquals("1", text("SELECT COUNT(*) FROM username_claims WHERE user_id = ?", user));
        // changed_at is unchanged, because readers see the same message.
        assertEquals("2", text("SELECT COUNT(*) FROM messages WHERE changed_at < '2021-01-01' AND id > ?", 0));
        assertEquals("1", text("SELECT COUNT(*) FROM conversations WHERE changed_at < '2021-01-01' AND id > ?", 0));
    }

    @Test // S-TEXT-1
    void manyRowsAreFoldedInBatches() throws SQLException {
        var user = user("ama", "Ama", "a@example.com");
        var conversation = conversation("Many");
        run("INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at)"
                + " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)"
                + " SELECT " + conversation + ", n, " + user + ", 'cre\u0300me', 1, " + NOW + ", " + NOW
                + " FROM numbers");
        message(conversation, 1_001, user, "cre\u0300me");
        complete();
        assertEquals("1001", text("SELECT COUNT(content_folded) FROM messages WHERE id > ?", 0));
        assertEquals(
                text("SELECT MAX(id) FROM messages WHERE id > ?", 0),
                text("SELECT folded_id FROM folding_progress WHERE ? = 0", 0));
    }

    @Test // S-TEXT-1
    void changesOfAPreviousVersionAreFoldedAfterTheNextStart() throws SQLException {
        var user = user("ama", "Ama", "a@example.com");
        var conversation = conversation("Title");
        var edited = message(conversation, 1, user, "cre\u0300me");
        var deleted = message(conversation, 2, user, "cre\u0300me");
        complete();
        run("UPDATE messages SET content = 'pa\u0302te', revision = revision + 1 WHERE id = " + edited);
        run("UPDATE messages SET content = NULL, deleted_at = " + NOW + ", revision = revision + 1 WHERE id = "
                + deleted);
        run("UPDATE conversations SET version = version + 1, title = 'Élan', revision = revision + 1");
        run("UPDATE users SET username = 'deleted-1', first_name = '', revision = revision + 1");
        var sent = message(conversation, 3, user, "a\u200bb");
        complete();
        assertEquals("pate", text("SELECT content_folded FROM messages WHERE id = ?", edited));
        assertEquals(null, text("SELECT content_folded FROM messages WHERE id = ?", deleted));
        assertEquals("ab", text("SELECT content_folded FROM messages WHERE id = ?", sent));
        assertEquals("elan", text("SELECT title_folded FROM conversations WHERE id = ?", conversation));
        assertEquals("deleted-1\n\n", text("SELECT name_folded FROM users WHERE id = ?", user));
        complete();
        assertEquals("pate", text("SELECT content_folded FROM messages WHERE id = ?", edited));
    }

    @Test // S-TEXT-2
    void olderOfTwoConfusableAccountsGetsTheClaim() throws SQLException {
        var first = user("kwame1", "", "a@example.com");
        user("kwamel", "", "b@example.com");
        complete();
        assertEquals(Long.toString(first), text("SELECT user_id FROM username_claims WHERE ? = 0", 0));
    }

    @Test // S-TEXT-1
    void onlyOneServerWorks() throws SQLException {
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT GET_LOCK(CONCAT('messaging.folded_columns.', MD5(DATABASE())), 0)");
            try (var connection = database.getConnection()) {
                assertFalse(new FoldedColumns(connection).complete());
            }
        }
        complete();
    }

    private void complete() throws SQLException {
        try (var connection = database.getConnection()) {
            assertTrue(new FoldedColumns(connection).complete());
        }
    }

    private long user(String username, String firstName, String email) throws SQLException {
        return run("INSERT INTO users (username, first_name, email, created_at, updated_at) VALUES ('" + username
                + "', '" + firstName + "', '" + email + "', " + NOW + ", " + NOW + ")");
    }

    private long conversation(String title) throws SQLException {
        return run("INSERT INTO conversations (title, created_at, updated_at) VALUES ('" + title + "', " + NOW + ", "
                + NOW + ")");
    }

    private long message(long conversation, long seq, long sender, String content) throws SQLException {
        return run(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at) VALUES ("
                        + conversation + ", " + seq + ", " + sender + ", '" + content + "', 1, " + NOW + ", " + NOW
                        + ")");
    }

    private long run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
            try (var keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        }
    }

    private String text(String sql, long value) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            try (var rows = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                assertEquals(1, found.size(), sql);
                return found.get(0);
            }
        }
    }
}
