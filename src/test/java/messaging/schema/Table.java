package messaging.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain statements, each in its own transaction. */
record Table(DataSource database) {

    /** Runs a statement and returns the generated key, or 0. */
    long write(String sql, Object... values) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql, java.sql.Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        }
    }

    /** Returns the columns of all rows, joined by blanks. */
    List<String> rows(String sql, Object... values) {
        try (var connection = database.getConnection();
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
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    long number(String sql, Object... values) {
        return Long.parseLong(rows(sql, values).get(0));
    }

    List<String> tables() {
        return rows("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " ORDER BY table_name");
    }
}
