package messaging.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks behind the API and makes what no client can, in the stage's database. */
public final class Sql {

    // Counting statements must cost none, as signing in would.
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

    /** A column of the first row as text, null included; fails when there is no row. */
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

    /** What is made of one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** A column of all rows as text. */
    public static List<String> column(String column, String sql, Object... values) {
        return rows(sql, row -> row.getString(column), values);
    }

    /** All rows of a query. */
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

    /** How many transactions wait for a lock on a row just now. */
    public static long lockWaits() {
        return status("Innodb_row_lock_current_waits");
    }

    /** How many SELECT statements the database server has executed since its start, for everybody. */
    public static long selects() {
        return status("Com_select");
    }

    /** How many rows and index entries the database server has looked at since its start, for everybody. */
    public static long rowsRead() {
        return status("Handler_read_%");
    }

    // SHOW is no SELECT, so it does not count itself there; the rows that it reads are as many each time.
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
