package messaging.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads and changes the stage's database, past the API. */
public final class Sql {

    // Kept open: counting statements must not cause any, as opening a connection would.
    private static Connection counting;

    private Sql() {}

    /** Changes rows or tables. */
    public static void run(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns a column of the first row as text, which may be null; fails if there is no row. */
    public static String text(String column, String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("No row: " + sql);
            }
            return rows.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Converts a row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Returns a column of all rows as text. */
    public static List<String> column(String column, String sql, Object... values) {
        return rows(sql, row -> row.getString(column), values);
    }

    /** Returns all rows of a query. */
    public static <T> List<T> rows(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs an action while another transaction holds locks on rows; the action must not need these rows. */
    public static void runWhileLocked(Runnable action, String locking, Object... values) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = prepare(connection, locking, values)) {
                statement.execute();
            }
            action.run();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(locking, e);
        }
    }

    /** Returns how many transactions are waiting for a row lock. */
    public static long lockWaits() {
        return status("Innodb_row_lock_current_waits");
    }

    /** Returns how many SELECT statements the database server has executed since its start, over all connections. */
    public static long selects() {
        return status("Com_select");
    }

    /** Returns how many rows and index entries the database server has looked at since its start, over all connections. */
    public static long rowsRead() {
        return status("Handler_read_%");
    }

    // SHOW does not count as a SELECT, and reads the same number of rows each time.
    private static synchronized long status(String names) {
        String sql = "SHOW GLOBAL STATUS LIKE '" + names + "'";
        try {
            if (counting == null || !counting.isValid(1)) {
                counting = connect();
            }
            try (PreparedStatement statement = counting.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                long sum = 0;
                while (rows.next()) {
                    sum += rows.getLong("Value");
                }
                return sum;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection connect() throws SQLException {
        Map<String, String> settings = TestStage.database().environment();
        return DriverManager.getConnection(
                TestStage.database().jdbcUrl(), settings.get("DB_USER"), settings.get("DB_PASSWORD"));
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
