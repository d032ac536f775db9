package messaging.startup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import messaging.text.TextFolding;
import messaging.text.UsernameRules;
import messaging.user.FoldedProfile;
import messaging.user.Profile;
import messaging.user.UsernameGenerator;

/**
 * Folds the text in rows that a previous version wrote, and claims their usernames (S-TEXT-1, S-TEXT-2). Each batch is
 * committed, so the work continues after an interruption. If a row is changed at the same time, the change wins.
 */
final class FoldedColumns {
    private static final int BATCH_SIZE = 500;
    private static final String LOCK = "messaging.folded_columns";
    private static final String MESSAGES = "messages";

    private static final List<Table> TABLES = List.of(
            new Table(
                    "SELECT id, revision, username, email, first_name, last_name FROM users WHERE id > ?"
                            + " AND (folded_revision IS NULL OR folded_revision <> revision) ORDER BY id LIMIT ?",
                    "UPDATE users SET name_folded = ?, email_folded = ?, folded_revision = revision"
                            + " WHERE id = ? AND revision = ?",
                    FoldedColumns::foldProfile),
            new Table(
                    "SELECT id, revision, title FROM conversations WHERE id > ?"
                            + " AND (title IS NOT NULL OR title_folded IS NOT NULL)"
                            + " AND (folded_revision IS NULL OR folded_revision <> revision) ORDER BY id LIMIT ?",
                    "UPDATE conversations SET title_folded = ?, folded_revision = revision, changed_at = changed_at"
                            + " WHERE id = ? AND revision = ?",
                    FoldedColumns::foldText),
            new Table(
                    "SELECT id, 0, device FROM sessions WHERE id > ? AND device_folded IS NULL ORDER BY id LIMIT ?",
                    "UPDATE sessions SET device_folded = ? WHERE id = ? AND 0 = ?",
                    FoldedColumns::foldText),
            new Table(
                    "SELECT id, 0, detail FROM audit_entries WHERE id > ? AND detail_folded IS NULL ORDER BY id LIMIT ?",
                    "UPDATE audit_entries SET detail_folded = ? WHERE id = ? AND 0 = ?",
                    FoldedColumns::foldText));

    // changed_at is kept, because the message that clients read does not change.
    private static final String UPDATE_MESSAGE = "UPDATE messages SET content_folded = ?,"
            + " folded_revision = CASE WHEN ? THEN revision END, changed_at = changed_at WHERE id = ? AND revision = ?";
    private static final Table NEW_MESSAGES = new Table(
            "SELECT id, revision, content FROM messages WHERE id > ? ORDER BY id LIMIT ?",
            UPDATE_MESSAGE,
            FoldedColumns::foldNewMessage);

    // Messages that a previous version, still running beside this one, has edited or deleted.
    private static final String STALE_MESSAGES = "SELECT m.id, m.revision, m.content FROM conversations c"
            + " JOIN messages m ON m.conversation_id = c.id WHERE c.changed_at >= ? AND m.changed_at >= ?"
            + " AND m.folded_revision <> m.revision LIMIT ?";

    private final Connection connection;

    FoldedColumns(Connection connection) {
        this.connection = connection;
    }

    /** Folds the current row of a query and adds the new values to the update's batch. */
    @FunctionalInterface
    private interface Folding {
        void fold(ResultSet row, PreparedStatement update) throws SQLException;
    }

    private record Table(String select, String update, Folding folding) {}

    /**
     * Folds all rows that need it.
     *
     * @return false if another server is doing it
     * @throws SQLException if the database fails; the work can be continued later
     */
    boolean complete() throws SQLException {
        connection.setAutoCommit(false);
        if (!lock()) {
            connection.rollback();
            return false;
        }
        try {
            for (var table : TABLES) {
                long last = 0;
                for (long next = batch(table, last); next > last; next = batch(table, last)) {
                    last = next;
                }
            }
            claimUsernames();
            foldMessages();
            return true;
        } finally {
            unlock();
        }
    }

    private void foldMessages() throws SQLException {
        var start = text("SELECT CURRENT_TIMESTAMP(6) - INTERVAL 1 HOUR");
        write("INSERT IGNORE INTO folding_progress (name, folded_id) VALUES (?, 0)", MESSAGES);
        long last = Long.parseLong(text("SELECT folded_id FROM folding_progress WHERE name = ?", MESSAGES));
        for (long next = batch(NEW_MESSAGES, last); next > last; next = batch(NEW_MESSAGES, last)) {
            write("UPDATE folding_progress SET folded_id = ? WHERE name = ?", next, MESSAGES);
            last = next;
        }
        var until = text("SELECT folded_until FROM folding_progress WHERE name = ?", MESSAGES);
        int found;
        do {
            found = stale(until == null ? start : until);
        } while (found > 0);
        write("UPDATE folding_progress SET folded_until = ? WHERE name = ?", start, MESSAGES);
        connection.commit();
    }

    /** Folds the next rows and returns the ID of the last one; the given ID if no rows are left. */
    private long batch(Table table, long after) throws SQLException {
        long start = System.nanoTime();
        long last = after;
        try (var select = prepare(table.select(), after, BATCH_SIZE);
                var update = connection.prepareStatement(table.update());
                var rows = select.executeQuery()) {
            while (rows.next()) {
                last = rows.getLong(1);
                table.folding().fold(rows, update);
            }
            update.executeBatch();
        }
        connection.commit();
        pause(last == after ? 0 : System.nanoTime() - start);
        return last;
    }

    private int stale(String since) throws SQLException {
        int found = 0;
        try (var select = prepare(STALE_MESSAGES, since, since, BATCH_SIZE);
                var update = connection.prepareStatement(UPDATE_MESSAGE);
                var rows = select.executeQuery()) {
            for (; rows.next(); found++) {
                foldMessage(rows, update);
            }
            update.executeBatch();
        }
        connection.commit();
        return found;
    }

    // Pauses for as long as the batch took, which leaves half of the time to requests.
    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    private static void foldProfile(ResultSet row, PreparedStatement update) throws SQLException {
        var folded =
                FoldedProfile.of(new Profile(row.getString(3), row.getString(4), row.getString(5), row.getString(6)));
        update.setString(1, folded.names());
        update.setString(2, folded.email());
        update.setLong(3, row.getLong(1));
        update.setLong(4, row.getLong(2));
        update.addBatch();
    }

    private static void foldText(ResultSet row, PreparedStatement update) throws SQLException {
        var text = row.getString(3);
        update.setString(1, text == null ? null : TextFolding.fold(text));
        update.setLong(2, row.getLong(1));
        update.setLong(3, row.getLong(2));
        update.addBatch();
    }

    private static void foldNewMessage(ResultSet row, PreparedStatement update) throws SQLException {
        if (isFolded(row.getString(3))) {
            foldMessage(row, update);
        }
    }

    private static boolean isFolded(String content) {
        return content != null && !TextFolding.isComparableByCollation(content);
    }

    private static void foldMessage(ResultSet row, PreparedStatement update) throws SQLException {
        var content = row.getString(3);
        var isFolded = isFolded(content);
        update.setString(1, isFolded ? TextFolding.fold(content) : null);
        update.setBoolean(2, isFolded);
        update.setLong(3, row.getLong(1));
        update.setLong(4, row.getLong(2));
        update.addBatch();
    }

    private void claimUsernames() throws SQLException {
        long last = 0;
        for (int found = BATCH_SIZE; found == BATCH_SIZE; ) {
            found = 0;
            try (var select = prepare(
                            "SELECT u.id, u.username FROM users u WHERE u.id > ? AND NOT EXISTS"
                                    + " (SELECT 1 FROM username_claims c WHERE c.user_id = u.id AND c.released_at IS NULL)"
                                    + " ORDER BY u.id LIMIT ?",
                            last,
                            BATCH_SIZE);
                    var insert = connection.prepareStatement(
                            "INSERT IGNORE INTO username_claims (skeleton, user_id) VALUES (?, ?)");
                    var rows = select.executeQuery()) {
                for (; rows.next(); found++) {
                    last = rows.getLong(1);
                    claim(insert, last, rows.getString(2));
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    // If two existing accounts have similar names, the older one gets the claim.
    private static void claim(PreparedStatement insert, long user, String username) throws SQLException {
        if (!UsernameGenerator.isReserved(username)) {
            for (var skeleton : UsernameRules.skeletonHashes(username)) {
                insert.setBytes(1, skeleton);
                insert.setLong(2, user);
                insert.addBatch();
            }
        }
    }

    // The lock belongs to the connection, so a server that dies releases it.
    private boolean lock() throws SQLException {
        return "1".equals(text("SELECT GET_LOCK(CONCAT(?, '.', MD5(DATABASE())), 0)", LOCK));
    }

    private void unlock() throws SQLException {
        connection.rollback();
        text("SELECT RELEASE_LOCK(CONCAT(?, '.', MD5(DATABASE())))", LOCK);
        connection.commit();
    }

    private String text(String sql, Object... values) throws SQLException {
        try (var statement = prepare(sql, values);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private void write(String sql, Object... values) throws SQLException {
        try (var statement = prepare(sql, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
