package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import messaging.it.FreshDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The migration to V10, which records when accounts were deleted. */
// S-API-6, S-RUN-3
@Tag("database")
class DeletedAccountsMigrationIT {
    private static final String DELETED_AT = "2026-01-31 09:30:00.123456";

    @Test
    void onlyDeletedAccountsGetTheTimeOfTheirDeletion() throws SQLException {
        try (var database = FreshDatabase.create()) {
            migrateTo(database, "9");
            var table = new Table(database.dataSource());
            user(table, 1, "deleted-1", null, null, false);
            user(table, 2, "deleted-2-4711", null, null, false);
            // Deactivated, but not deleted.
            user(table, 3, "ama", "ama@example.com", "hash", false);
            user(table, 4, "kofi", null, null, false);
            // Names that previous versions did not reserve.
            user(table, 5, "deleted-77", null, null, false);
            user(table, 6, "deleted-6", "efua@example.com", "hash", false);
            user(table, 7, "deleted-7", null, null, true);
            migrateTo(database, "latest");
            assertEquals(
                    List.of("1", "2"),
                    table.rows("SELECT id FROM users WHERE deleted_at = '" + DELETED_AT + "' ORDER BY id"));
            assertEquals(2, table.number("SELECT COUNT(*) FROM users WHERE deleted_at IS NOT NULL"));
        }
    }

    private static void user(Table table, long id, String username, String email, String hash, boolean active)
            throws SQLException {
        table.write(
                "INSERT INTO users (id, username, email, password_hash, is_active, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, '2026-01-01', '" + DELETED_AT + "')",
                id,
                username,
                email,
                hash,
                active);
    }

    private static void migrateTo(FreshDatabase database, String level) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .resourceProvider(new Migrations())
                .locations(new String[0])
                .callbackLocations(new String[0])
                .target(level)
                .load()
                .migrate();
    }
}
