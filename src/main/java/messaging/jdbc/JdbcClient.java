package messaging.jdbc;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Executes SQL statements with positional parameters. In a transaction, the statements belong to it and see its earlier
 * writes, but not changes of entities that are not flushed yet. Outside a transaction, each statement commits on its own, which
 * saves a read the extra round trips of a transaction.
 *
 * <p>Parameters may be strings, numbers, booleans, byte arrays, {@link Instant} (stored in UTC with microseconds) or null.
 * Every method throws {@link SqlFailure} if the statement fails.
 */
@ApplicationScoped
public class JdbcClient {
    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    /**
     * Returns all rows of a query.
     *
     * @param sql the query, with a {@code ?} for each parameter
     * @param mapper maps each row
     * @param parameters in the order of the question marks
     * @param <T> the mapped type
     * @return the mapped rows, in the order of the result
     */
    public <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
        return execute(sql, parameters, statement -> {
            try (var rows = statement.executeQuery()) {
                var all = new ArrayList<T>();
                while (rows.next()) {
                    all.add(mapper.map(rows));
                }
                return all;
            }
        });
    }

    /**
     * Returns all rows of a query.
     *
     * @param query the query with its parameters
     * @param mapper maps each row
     * @param <T> the mapped type
     * @return the mapped rows, in the order of the result
     */
    public <T> List<T> list(SqlBuilder query, RowMapper<T> mapper) {
        return list(query.text(), mapper, query.parameters());
    }

    /**
     * Returns the first row of a query, if there is one.
     *
     * @param query the query with its parameters
     * @param mapper maps the row; its result must not be null
     * @param <T> the mapped type
     * @return the mapped row
     */
    public <T> Optional<T> first(SqlBuilder query, RowMapper<T> mapper) {
        return first(query.text(), mapper, query.parameters());
    }

    /**
     * Returns the first row of a query, if there is one.
     *
     * @param sql the query, with a {@code ?} for each parameter
     * @param mapper maps the row; its result must not be null
     * @param parameters in the order of the question marks
     * @param <T> the mapped type
     * @return the mapped row
     */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) {
        return execute(sql, parameters, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapper.map(rows)) : Optional.<T>empty();
            }
        });
    }

    /**
     * Executes an INSERT, UPDATE or DELETE.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters in the order of the question marks
     * @return the number of rows that matched (UPDATE) or changed
     */
    public int update(String sql, Object... parameters) {
        return execute(sql, parameters, PreparedStatement::executeUpdate);
    }

    /**
     * Executes an INSERT, UPDATE or DELETE.
     *
     * @param statement the statement with its parameters
     * @return the number of rows that matched (UPDATE) or changed
     */
    public int update(SqlBuilder statement) {
        return update(statement.text(), statement.parameters());
    }

    /**
     * Executes an {@code INSERT … SELECT} of at most one row whose key the database generates.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters in the order of the question marks
     * @return the generated key; empty if the SELECT found no row
     */
    public Optional<Long> insertSelected(String sql, Object... parameters) {
        return execute(sql, Statement.RETURN_GENERATED_KEYS, parameters, statement -> {
            if (statement.executeUpdate() == 0) {
                return Optional.<Long>empty();
            }
            try (var keys = statement.getGeneratedKeys()) {
                if (!keys.next()) {
                    throw new SQLException("The database generated no key");
                }
                return Optional.of(keys.getLong(1));
            }
        });
    }

    /**
     * Executes an {@code INSERT … VALUES} of rows whose keys the database generates.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters in the order of the question marks
     * @return the generated keys, in the order of the rows
     */
    public List<Long> insertRows(String sql, Object... parameters) {
        return execute(sql, Statement.RETURN_GENERATED_KEYS, parameters, statement -> {
            var rows = statement.executeUpdate();
            // The database returns the first key; the driver adds the others, which follow it by the server's
            // increment.
            try (var keys = statement.getGeneratedKeys()) {
                var all = new ArrayList<Long>();
                while (keys.next()) {
                    all.add(keys.getLong(1));
                }
                if (all.size() != rows) {
                    throw new SQLException("The database generated " + all.size() + " keys for " + rows + " rows");
                }
                return all;
            }
        });
    }

    /**
     * Reads a time that is stored as {@code DATETIME(6)} in UTC.
     *
     * @param row the row
     * @param column its position, from 1
     * @return the time
     * @throws SQLException if the column cannot be read or is null
     */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private <T> T execute(String sql, Object[] parameters, StatementCallback<T> callback) {
        return execute(sql, Statement.NO_GENERATED_KEYS, parameters, callback);
    }

    private <T> T execute(String sql, int generatedKeys, Object[] parameters, StatementCallback<T> callback) {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql, generatedKeys)) {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return callback.execute(statement);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static void bind(PreparedStatement statement, int position, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(position, text);
        } else if (value instanceof Long number) {
            statement.setLong(position, number);
        } else if (value instanceof Integer number) {
            statement.setInt(position, number);
        } else if (value instanceof Instant time) {
            statement.setObject(position, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        } else {
            statement.setObject(position, value);
        }
    }

    /** Executes a statement whose parameters are set. */
    @FunctionalInterface
    private interface StatementCallback<T> {
        T execute(PreparedStatement statement) throws SQLException;
    }
}
