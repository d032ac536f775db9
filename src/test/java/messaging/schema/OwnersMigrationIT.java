package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import messaging.it.FreshDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S-MOD-2: the migration gives groups of deactivated owners a new owner. */
@Tag("database")
class OwnersMigrationIT {
    private static final String SCRIPT = "/db/migration/V9__owners_are_active.sql";
    private static final long OWNER = 1;
    private static final long OTHER_INACTIVE = 2;
    private static final long ACTIVE = 3;
    private static final long LATER = 4;

    @Test
    void groupsOfDeactivatedOwnersGetNewOwners() throws Exception {
        try (var database = FreshDatabase.create()) {
            new Schema(database.dataSource()).migrate();
            var table = new Table(database.dataSource());
            for (long user : List.of(OWNER, OTHER_INACTIVE, ACTIVE, LATER)) {
                table.write("INSERT INTO users (id, username, is_active, created_at, updated_at) VALUES (" + user
                        + ", 'u" + user + "', " + (user > OTHER_INACTIVE) + ", UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
            }
            // The longest-standing active administrator.
            group(table, 1, "group", part(OWNER, "owner", 1), part(ACTIVE, "member", 2), part(LATER, "admin", 3));
            // Otherwise a member; a deactivated administrator is not eligible.
            group(
                    table,
                    2,
                    "group",
                    part(OWNER, "owner", 1),
                    part(OTHER_INACTIVE, "admin", 2),
                    part(LATER, "member", 4),
                    part(ACTIVE, "member", 3));
            // Without an active participant, the owner is kept.
            group(table, 3, "group", part(OWNER, "owner", 1), part(OTHER_INACTIVE, "member", 2));
            group(table, 4, "group", part(OWNER, "owner", 1), part(ACTIVE, "member", 2) + ", UTC_TIMESTAMP(6)");
            // An active owner is kept, and a direct conversation has no owner.
            group(table, 5, "group", part(ACTIVE, "owner", 1), part(LATER, "admin", 1));
            group(table, 6, "direct", part(OWNER, "member", 1), part(ACTIVE, "member", 1));
            for (int run = 0; run < 2; run++) {
                migrate(table);
                assertEquals(LATER, owner(table, 1));
                assertEquals(ACTIVE, owner(table, 2));
                assertEquals(OWNER, owner(table, 3));
                assertEquals(OWNER, owner(table, 4));
                assertEquals(ACTIVE, owner(table, 5));
                assertEquals(
                        2,
                        table.number("SELECT COUNT(*) FROM participants WHERE role = 'admin' AND user_id = 1"
                                + " AND conversation_id IN (1, 2) AND version = 8"));
                assertEquals(
                        2,
                        table.number("SELECT COUNT(*) FROM conversations WHERE version = 8 AND edited_version = 8"
                                + " AND revision = 4 AND id IN (1, 2)"));
                assertEquals(4, table.number("SELECT COUNT(*) FROM conversations WHERE version = 7 AND revision = 3"));
                assertEquals(4, table.number("SELECT COUNT(*) FROM participants WHERE version = 8"));
            }
        }
    }

    private static void migrate(Table table) throws IOException, SQLException {
        try (var script = OwnersMigrationIT.class.getResourceAsStream(SCRIPT)) {
            for (var statement : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\n")) {
                if (!statement.isBlank()) {
                    table.write(statement);
                }
            }
        }
    }

    private static long owner(Table table, long group) throws SQLException {
        return table.number("SELECT user_id FROM participants WHERE role = 'owner' AND conversation_id = " + group);
    }

    private static String part(long user, String role, int day) {
        return user + ", '" + role + "', '2026-01-0" + day + " 00:00:00'";
    }

    private static void group(Table table, long id, String kind, String... parts) throws SQLException {
        table.write(
                "INSERT INTO conversations (id, kind, history, creator_id, version, edited_version, revision, created_at,"
                        + " updated_at) VALUES (" + id + ", '" + kind
                        + "', 'all', 1, 7, 1, 3, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        for (var part : parts) {
            table.write("INSERT INTO participants (conversation_id, user_id, role, joined_at, removed_at, version)"
                    + " VALUES (" + id + ", " + part + (part.endsWith(")") ? "" : ", NULL") + ", 1)");
        }
    }
}
