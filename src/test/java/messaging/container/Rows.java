package messaging.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads and changes tables past all application code; joins a transaction in progress. */
@ApplicationScoped
public class Rows {
    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    /** The first column of all rows, as numbers. */
    public List<Long> numbers(String sql, Object... values) {
        return texts(sql, values).stream().map(Long::valueOf).toList();
    }

    /** The first column of the only row. */
    public long number(String sql, Object... values) {
        return numbers(sql, values).get(0);
    }

    /** The first column of the only row. */
    public String text(String sql, Object... values) {
        return texts(sql, values).get(0);
    }

    /** The first column of all rows. */
    public List<String> texts(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, sql, values);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Changes rows and returns how many. */
    public int write(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
