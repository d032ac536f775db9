package messaging.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.auth.jwt.SigningKeys;
import messaging.it.FreshDatabase;
import messaging.launch.Ports;
import messaging.settings.Settings;
import messaging.user.Passwords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

// S-RUN-4
@Isolated("It takes the standard streams.")
@Tag("database")
class ManageIT {
    private static final String PASSWORD = "correct horse battery";

    private FreshDatabase database;
    private final Map<String, String> environment = new HashMap<>();

    /** Exit code and output of a command. */
    private record Run(int code, String output, String error) {}

    @BeforeEach
    void create() {
        database = FreshDatabase.create();
        environment.putAll(database.environment());
        environment.put("DB_WAIT_SECONDS", "1");
        environment.put("PASSWORD_MEMORY_KIB", "64");
        environment.put("PASSWORD_ITERATIONS", "1");
        environment.put("SUPERUSER_PASSWORD", PASSWORD);
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void migrationsAreAppliedOnce() {
        var missing = failure("checkdb");
        assertTrue(missing.contains("Pending migrations: "), missing);
        assertTrue(done("migrate").matches("Migrations applied: [1-9][0-9]*\n"));
        assertEquals("Migrations applied: 0\n", done("migrate"));
        assertTrue(done("checkdb").startsWith("The database responds: "));
    }

    @Test
    void superuserIsCreated() throws SQLException {
        done("migrate");
        assertEquals("Administrator efua created.\n", superuser("efua"));
        assertEquals(List.of("efua efua@example.com 1 1"), users());
        assertTrue(opens("efua", PASSWORD));
        assertFalse(rows("SELECT password_hash FROM users").get(0).contains(PASSWORD));
    }

    @Test
    void promoteKeepsPasswordOfExistingUser() throws SQLException {
        done("migrate");
        done("create_test_data");
        write("UPDATE users SET is_active = FALSE WHERE username = 'kofi'");
        assertEquals(
                "--username is already taken; use --promote to make that user an administrator\n",
                failure("createsuperuser", "--username", "KOFI", "--email", "kofi@example.com"));
        assertEquals(
                "User KOFI is now an administrator; the password is unchanged.\n",
                done("createsuperuser", "--username", "KOFI", "--email", "kofi@example.com", "--promote"));
        assertEquals(
                List.of("kofi@example.com 1 1 2"),
                rows("SELECT email, is_admin, is_active, revision FROM users WHERE username = 'kofi'"));
        assertTrue(opens("kofi", "testpass123"));
    }

    @Test
    void invalidSuperuserIsRefused() throws SQLException {
        done("migrate");
        done("create_test_data");
        environment.put("SUPERUSER_PASSWORD", "password");
        assertEquals(
                "The password is a commonly used password\n",
                failure("createsuperuser", "--username", "efua", "--email", "efua@example.com"));
        environment.put("SUPERUSER_PASSWORD", "short");
        assertEquals(
                "The password must be at least 8 characters\n",
                failure("createsuperuser", "--username", "efua", "--email", "efua@example.com"));
        environment.put("SUPERUSER_PASSWORD", PASSWORD);
        assertEquals(
                "--username must be 1 to 150 letters and digits, with a single . _ or - between them\n",
                failure("createsuperuser", "--username", "e f", "--email", "efua@example.com"));
        assertEquals(
                "--email must be a valid email address\n",
                failure("createsuperuser", "--username", "efua", "--email", "efua"));
        assertEquals(
                "--email is already taken\n",
                failure("createsuperuser", "--username", "efua", "--email", "AMA@example.com"));
        assertEquals(3, users().size());
    }

    @Test
    void passwordIsRequiredWithoutATerminal() throws SQLException {
        done("migrate");
        environment.put("SUPERUSER_PASSWORD", "");
        assertEquals(
                "Cannot prompt for the password without a terminal; set SUPERUSER_PASSWORD\n",
                failure("createsuperuser", "--username", "efua", "--email", "efua@example.com"));
        assertEquals(List.of(), users());
    }

    // S-RUN-4: the server may not have migrated yet when this command runs
    @Test
    void commandsMigrateFirst() throws SQLException {
        assertEquals("Test data created; the ID of its conversation is 1.\n", done("create_test_data"));
        assertEquals("Migrations applied: 0\n", done("migrate"));
    }

    @Test
    void superuserIsCreatedBeforeTheServerHasMigrated() throws SQLException {
        assertEquals("Administrator efua created.\n", superuser("efua"));
        assertEquals(List.of("efua efua@example.com 1 1"), users());
    }

    @Test
    void testDataIsCreatedOnce() throws SQLException {
        done("migrate");
        assertEquals("Test data created; the ID of its conversation is 1.\n", done("create_test_data"));
        assertEquals(
                List.of("kwame Kwame Mensah", "ama Ama Aidoo", "kofi Kofi Asare"),
                rows("SELECT username, first_name, last_name FROM users ORDER BY id"));
        assertEquals(
                List.of("1 ama owner", "1 kwame member"),
                rows("SELECT p.conversation_id, u.username, p.role FROM participants p"
                        + " JOIN users u ON u.id = p.user_id ORDER BY u.username"));
        assertTrue(opens("kwame", "testpass123") && opens("ama", "testpass123") && opens("kofi", "testpass123"));
        // The same numbers as from the application.
        assertEquals(List.of("1 2", "2 3"), rows("SELECT seq, version FROM messages ORDER BY seq"));
        assertEquals(List.of("2 3"), rows("SELECT last_seq, version FROM conversations"));

        var before = rows("SELECT * FROM users ORDER BY id");
        assertTrue(done("create_test_data").contains("no conversation was created"));
        assertEquals(before, rows("SELECT * FROM users ORDER BY id"));
        assertEquals(
                List.of("1 1 2"), rows("SELECT COUNT(*), MAX(id), (SELECT COUNT(*) FROM messages) FROM conversations"));
        write("INSERT INTO conversations (created_at, updated_at) VALUES (UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        assertEquals(List.of("2"), rows("SELECT MAX(id) FROM conversations"));
    }

    @Test
    void existingConversationsAreNotTestData() throws SQLException {
        done("migrate");
        write("INSERT INTO conversations (title, created_at, updated_at)"
                + " VALUES ('mine', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        assertTrue(done("create_test_data").contains("no conversation was created"));
        assertEquals(List.of("mine"), rows("SELECT title FROM conversations"));
    }

    @Test
    void generatedKeyIsAcceptedByTheServer() {
        environment.keySet().removeIf(name -> name.startsWith("DB_"));
        var setting = done("generate_key").strip();
        assertEquals(1, setting.lines().count());
        var settings = Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", setting));
        assertTrue(new SigningKeys(settings).active().isPrivate());
    }

    // S-AUTH-3
    @Test
    void keysAreAddedAndRemoved() {
        var first = done("generate_key").strip();
        assertEquals("SIGNING_KEYS is required\n", failure("generate_key", "--add"));
        environment.put("SIGNING_KEYS", first);
        var both = done("generate_key", "--add").strip();
        var ids = SigningKeys.ids(both);
        assertEquals(List.of(SigningKeys.ids(first).get(0), ids.get(1)), ids);
        environment.put("SIGNING_KEYS", both);
        assertEquals(ids, done("list_keys").lines().toList());
        environment.put("SIGNING_KEY_ID", ids.get(1));
        assertTrue(failure("remove_key", ids.get(1)).contains("is the signing key"));
        environment.put("SIGNING_KEYS", done("remove_key", ids.get(0)).strip());
        assertEquals(List.of(ids.get(1)), SigningKeys.ids(environment.get("SIGNING_KEYS")));
        environment.remove("SIGNING_KEY_ID");
        assertTrue(failure("remove_key", ids.get(1)).contains("must contain the key"));
    }

    @Test
    void failureIsReportedInOneLine() {
        environment.put("DB_PASSWORD", "wrong");
        var refused = failure("checkdb");
        assertTrue(refused.startsWith("Cannot connect to the database: Access denied"), refused);

        environment.put("DB_PORT", Integer.toString(Ports.free()));
        for (var command : List.of("checkdb", "migrate", "create_test_data")) {
            assertEquals("Cannot connect to the database: Communications link failure\n", failure(command));
        }
        environment.put("DB_PORT", "abc");
        environment.put("DB_PASSWORD", "");
        assertEquals(
                "Invalid configuration: DB_PORT must be a whole number from 1 to 65535; DB_PASSWORD is required\n",
                failure("checkdb"));
    }

    @Test
    void exitCodeDistinguishesUsageFromFailure() {
        assertEquals(2, run("nonsense").code());
        assertEquals(2, run("createsuperuser").code());
        assertEquals(2, run("migrate", "--fast").code());
        assertEquals(0, run("help").code());
        assertEquals(0, run("--help").code());
        assertTrue(run("help").output().contains("createsuperuser"));
    }

    private String superuser(String username) {
        return done("createsuperuser", "--username", username, "--email", username + "@example.com");
    }

    private String done(String... arguments) {
        var run = run(arguments);
        assertEquals(0, run.code(), run.toString());
        assertEquals("", run.error());
        return run.output();
    }

    private String failure(String... arguments) {
        var run = run(arguments);
        assertEquals(1, run.code(), run.toString());
        assertEquals(1, run.error().lines().count(), run.error());
        assertFalse(run.toString().contains(PASSWORD));
        return run.error();
    }

    private Run run(String... arguments) {
        var output = new ByteArrayOutputStream();
        var error = new ByteArrayOutputStream();
        var systemOutput = System.out;
        var systemError = System.err;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            var code = Manage.run(environment, arguments);
            return new Run(
                    code, output.toString(StandardCharsets.UTF_8), withoutLog(error.toString(StandardCharsets.UTF_8)));
        } finally {
            System.setOut(systemOutput);
            System.setErr(systemError);
        }
    }

    // Flyway and Schema log to standard error as well; their handler may have been opened before or during the command.
    private static String withoutLog(String error) {
        var kept = new ArrayList<String>();
        error.lines()
                .filter(line -> !line.matches("(INFO|WARNING): .*"))
                .filter(line -> !line.matches("[A-Z][a-z]{2} [0-9]{1,2}, [0-9]{4} .* [AP]M .*"))
                .forEach(kept::add);
        return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }

    private boolean opens(String username, String password) throws SQLException {
        var hash = rows("SELECT password_hash FROM users WHERE username = ?", username)
                .get(0);
        return new Passwords(Settings.passwordsFrom(environment)).matches(password, Optional.of(hash));
    }

    private List<String> users() throws SQLException {
        return rows("SELECT username, email, is_admin, is_active FROM users ORDER BY id");
    }

    private void write(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql, Object... values) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var result = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    found.add(String.join(" ", row));
                }
                return found;
            }
        }
    }
}
