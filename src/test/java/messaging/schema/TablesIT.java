package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import messaging.it.FreshDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints, comparisons and precision of the tables themselves. */
@Tag("database")
class TablesIT {
    private static final String NOW = "UTC_TIMESTAMP(6)";

    private static FreshDatabase database;
    private static Table table;

    @BeforeAll
    static void migrate() {
        database = FreshDatabase.create();
        new Schema(database.dataSource()).migrate();
        table = new Table(database.dataSource());
    }

    @AfterAll
    static void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void messagesAreClusteredByConversation() {
        assertEquals(List.of("conversation_id", "seq"), primaryKey("messages"));
        assertEquals(List.of("conversation_id", "user_id"), primaryKey("participants"));
    }

    @Test
    void everyTableIsTransactional() {
        assertEquals(
                List.of(),
                table.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND engine <> 'InnoDB'"));
    }

    @Test
    void everyTimeHasMicroseconds() {
        assertEquals(
                List.of(),
                table.rows("SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name <> 'flyway_schema_history'"
                        + " AND (data_type IN ('timestamp', 'date', 'time')"
                        + "      OR data_type = 'datetime' AND datetime_precision <> 6)"));
    }

    @Test
    void everyTextIsUnicodeOrPlainAscii() {
        assertEquals(
                List.of(),
                table.rows("SELECT table_name, column_name, collation_name FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name <> 'flyway_schema_history'"
                        + " AND collation_name IS NOT NULL AND collation_name <> 'ascii_bin'"
                        // Folded text is compared character by character.
                        + " AND NOT (collation_name = 'utf8mb4_bin' AND column_name LIKE '%folded')"
                        // MariaDB names MySQL's collations differently: uca1400 instead of 0900.
                        + " AND collation_name NOT REGEXP '^(utf8mb4_)?(0900|uca1400).*_a[is]_ci$'"));
    }

    @Test
    void everyReferenceIsToAUniqueKey() {
        // MySQL 8.4 rejects others; 8.0 allows them.
        assertEquals(
                List.of(),
                table.rows("SELECT k.table_name, k.column_name FROM information_schema.key_column_usage k"
                        + " WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM information_schema.statistics s"
                        + "  WHERE s.table_schema = DATABASE() AND s.table_name = k.referenced_table_name"
                        + "  AND s.column_name = k.referenced_column_name AND s.non_unique = 0"
                        + "  AND s.seq_in_index = k.position_in_unique_constraint)"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // usernames or addresses: one, another, whether they are equal
                "ama,    AMA,      true",
                "ÉLAN,   élan,     true",
                "elan,   élan,     false",
                "ama,    'ama ',   false",
                "ama,    ' ama',   false",
                "🍕,      🍔,        false",
                "ﬁ,      fi,       true",
                "жук,    ЖУК,      true",
                "あ,      ア,        true",
            })
    void namesDifferByAccentAndNotByCase(String one, String another, boolean same) throws SQLException {
        var suffix = name();
        user(one + suffix, null);
        if (same) {
            refused(() -> user(another + suffix, null), "users_username");
        } else {
            user(another + suffix, null);
        }
        // A trailing blank must be at the very end.
        var prefix = name() + "@";
        user(name(), prefix + one);
        if (same) {
            refused(() -> user(name(), prefix + another), "users_email");
        } else {
            user(name(), prefix + another);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🍕",
                "👩🏽‍💻",
                "e\u0301",
                "é",
                "שלום",
                "\u202Ertl",
                "a\tb\nc",
                " blanks ",
                "\uFEFFmark",
                "𠜎",
                "\uFFFF"
            })
    void textIsStoredUnchanged(String text) throws SQLException {
        var id = user(name(), null);
        table.write("UPDATE users SET first_name = ? WHERE id = ?", text, id);
        assertEquals(
                text,
                table.rows("SELECT first_name FROM users WHERE id = ?", id).get(0));
        var conversation = conversation();
        message(conversation, 1, id, text);
        assertEquals(
                text,
                table.rows("SELECT content FROM messages WHERE conversation_id = ?", conversation)
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource({
        // search term, text, whether it is found
        "Résumé,    resume,  true",
        "RÉSUMÉ,    résumé,  true",
        "pizza 🍕,   🍕,       true",
        "pizza 🍕,   🍔,       false",
        "日本語の文,  日本,     true",
        "50%,       '50!%',  true",
        "5000,      '50!%',  false",
        "a_b,       'a!_b',  true",
        "axb,       'a!_b',  false",
    })
    void searchIgnoresCaseAndAccents(String content, String term, boolean found) throws SQLException {
        var conversation = conversation();
        message(conversation, 1, user(name(), null), content);
        assertEquals(
                found ? 1 : 0,
                table.number(
                        "SELECT COUNT(*) FROM messages WHERE conversation_id = ? AND content LIKE ? ESCAPE '!'",
                        conversation,
                        "%" + term + "%"));
    }

    @Test
    void timesKeepMicroseconds() throws SQLException {
        var time = LocalDateTime.parse("2026-01-31T09:30:00.123456");
        var id = user(name(), null);
        table.write("UPDATE users SET created_at = ? WHERE id = ?", time, id);
        assertEquals(
                "2026-01-31 09:30:00.123456",
                table.rows("SELECT created_at FROM users WHERE id = ?", id).get(0));
    }

    @Test
    void numbersOfMessagesAreUnique() throws SQLException {
        var sender = user(name(), null);
        var conversation = conversation();
        message(conversation, 1, sender, "words");
        refused(() -> message(conversation, 1, sender, "words"), "PRIMARY");
        message(conversation(), 1, sender, "words");
    }

    @Test
    void participantIsUniquePerConversation() throws SQLException {
        var user = user(name(), null);
        var conversation = conversation();
        participant(conversation, user, "member");
        refused(() -> participant(conversation, user, "admin"), "PRIMARY");
    }

    @Test
    void referencesMustExist() throws SQLException {
        var user = user(name(), null);
        var conversation = conversation();
        var nobody = Long.MAX_VALUE;
        assertAll(
                () -> refused(() -> participant(conversation, nobody, "member"), "participants_user"),
                () -> refused(() -> participant(nobody, user, "member"), "participants_conversation"),
                () -> refused(() -> message(conversation, 1, nobody, "words"), "messages_sender"),
                () -> refused(() -> message(nobody, 1, user, "words"), "messages_conversation"),
                () -> refused(
                        () -> table.write(
                                "INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at)"
                                        + " VALUES (?, REPEAT('x', 32), " + NOW + ", " + NOW + ", " + NOW + ")",
                                nobody),
                        "sessions_user"),
                () -> refused(
                        () -> table.write(
                                "INSERT INTO password_resets (user_id, code_hash, created_at, expires_at)"
                                        + " VALUES (?, REPEAT('x', 32), " + NOW + ", " + NOW + ")",
                                nobody),
                        "password_resets_user"),
                () -> refused(
                        () -> table.write(
                                "INSERT INTO audit_entries (actor_id, action, target_type, target_id, created_at)"
                                        + " VALUES (?, 'x', 'user', 1, " + NOW + ")",
                                nobody),
                        "audit_entries_actor"));
    }

    @Test
    void referencedRowsCannotBeDeleted() throws SQLException {
        var sender = user(name(), null);
        var conversation = conversation();
        message(conversation, 1, sender, "words");
        refused(() -> table.write("DELETE FROM users WHERE id = ?", sender), "messages_sender");
        refused(() -> table.write("DELETE FROM conversations WHERE id = ?", conversation), "messages_conversation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"boss", "", "OWNER", "Member"})
    void onlyThreeRolesAreAllowed(String role) throws SQLException {
        var user = user(name(), null);
        var conversation = conversation();
        assertThrows(SQLException.class, () -> participant(conversation, user, role));
        for (var good : List.of("owner", "admin", "member")) {
            participant(conversation, user(name(), null), good);
        }
    }

    @Test
    void contentIsRequiredUntilDeletion() throws SQLException {
        var sender = user(name(), null);
        var conversation = conversation();
        assertThrows(SQLException.class, () -> message(conversation, 1, sender, null));
        message(conversation, 1, sender, "words");
        assertThrows(
                SQLException.class,
                () -> table.write(
                        "UPDATE messages SET deleted_at = " + NOW + " WHERE conversation_id = ?", conversation));
        table.write(
                "UPDATE messages SET deleted_at = " + NOW + ", content = NULL WHERE conversation_id = ?", conversation);
    }

    @Test
    void longestTextsFit() throws SQLException {
        var id = user("🍕".repeat(150), "e".repeat(242) + "@example.com");
        table.write(
                "UPDATE users SET first_name = ?, last_name = ? WHERE id = ?", "🍕".repeat(450), "e".repeat(1_800), id);
        var conversation = conversation();
        table.write("UPDATE conversations SET title = ? WHERE id = ?", "e".repeat(3_060), conversation);
        message(conversation, 1, id, "🍕".repeat(10_000));
        assertThrows(SQLException.class, () -> user("a".repeat(151), null));
        assertThrows(
                SQLException.class,
                () -> table.write("UPDATE conversations SET title = ? WHERE id = ?", "e".repeat(3_061), conversation));
    }

    @Test
    void emailIsOptionalForSeveralAccounts() throws SQLException {
        assertTrue(user(name(), null) != user(name(), null));
    }

    @Test
    void databaseTimeIsUtc() {
        var now = LocalDateTime.parse(table.rows("SELECT " + NOW).get(0).replace(' ', 'T'));
        var apart = java.time.Duration.between(now.toInstant(java.time.ZoneOffset.UTC), Instant.now());
        assertTrue(apart.abs().toMinutes() < 5, apart.toString());
    }

    private static List<String> primaryKey(String name) {
        return table.rows(
                "SELECT column_name FROM information_schema.key_column_usage WHERE table_schema = DATABASE()"
                        + " AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position",
                name);
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private static long user(String username, String email) throws SQLException {
        return table.write(
                "INSERT INTO users (username, email, created_at, updated_at) VALUES (?, ?, " + NOW + ", " + NOW + ")",
                username,
                email);
    }

    private static long conversation() throws SQLException {
        return table.write("INSERT INTO conversations (created_at, updated_at) VALUES (" + NOW + ", " + NOW + ")");
    }

    private static long participant(long conversation, long user, String role) throws SQLException {
        return table.write(
                "INSERT INTO participants (conversation_id, user_id, role, version, joined_at) VALUES (?, ?, ?, 1, "
                        + NOW + ")",
                conversation,
                user,
                role);
    }

    private static long message(long conversation, long seq, long sender, String content) throws SQLException {
        return table.write(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, 1, " + NOW + ", " + NOW + ")",
                conversation,
                seq,
                sender,
                content);
    }

    private interface Write {
        void run() throws SQLException;
    }

    private static void refused(Write write, String constraint) {
        var message = assertThrows(SQLIntegrityConstraintViolationException.class, write::run)
                .getMessage();
        assertTrue(message.contains(constraint), message);
    }
}
