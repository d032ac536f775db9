package messaging.schema;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import messaging.text.Emojis;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * Rewrites existing reactions to the fully qualified form of their emoji, which requires the list of emoji and is
 * impossible in SQL. Two reactions of one user to one message that become equal are merged, with the earlier time.
 */
final class QualifyReactions implements JavaMigration {
    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("8.1");
    }

    @Override
    public String getDescription() {
        return "qualify reactions";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        var stored = new ArrayList<byte[]>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT DISTINCT emoji FROM reactions")) {
            while (rows.next()) {
                stored.add(rows.getBytes(1));
            }
        }
        for (var emoji : stored) {
            var text = new String(emoji, StandardCharsets.UTF_8);
            var qualified = Emojis.qualify(text).filter(form -> !form.equals(text));
            if (qualified.isPresent()) {
                rename(connection, emoji, qualified.get().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void rename(Connection connection, byte[] emoji, byte[] qualified) throws SQLException {
        update(connection, """
                UPDATE reactions kept JOIN reactions merged ON merged.conversation_id = kept.conversation_id
                    AND merged.seq = kept.seq AND merged.user_id = kept.user_id
                SET kept.created_at = LEAST(kept.created_at, merged.created_at)
                WHERE kept.emoji = ? AND merged.emoji = ?""", qualified, emoji);
        update(connection, "UPDATE IGNORE reactions SET emoji = ? WHERE emoji = ?", qualified, emoji);
        update(connection, "DELETE FROM reactions WHERE emoji = ?", emoji);
    }

    private static void update(Connection connection, String sql, byte[]... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setBytes(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
