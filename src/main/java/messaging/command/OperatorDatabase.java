package messaging.command;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import messaging.schema.Schema;
import messaging.settings.Settings;

/** The database of a command: one connection, and one transaction that the command commits. */
final class OperatorDatabase implements AutoCloseable {
    private final Settings.Database settings;
    private final MysqlDataSource source;
    private final Connection connection;

    private OperatorDatabase(Settings.Database settings) throws SQLException {
        this.settings = settings;
        this.source = source(settings);
        new Schema(source).await(settings.startupTimeout());
        this.connection = source.getConnection();
        connection.setAutoCommit(false);
    }

    static OperatorDatabase open(Map<String, String> environment) {
        var settings = Settings.databaseFrom(environment);
        try {
            return new OperatorDatabase(settings);
        } catch (SQLException e) {
            throw new CommandFailed("The database " + settings + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static MysqlDataSource source(Settings.Database settings) throws SQLException {
        var source = new MysqlDataSource();
        source.setServerName(settings.host());
        source.setPortNumber(settings.port());
        source.setDatabaseName(settings.name());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setCharacterEncoding("UTF-8");
        source.setConnectionCollation("utf8mb4_unicode_ci");
        source.setAllowPublicKeyRetrieval(true);
        source.setSslMode(settings.sslMode());
        source.setConnectTimeout(5_000);
        return source;
    }

    int migrate() {
        return new Schema(source).migrate();
    }

    int countPendingMigrations() {
        return new Schema(source).countPendingMigrations();
    }

    String describe() {
        try {
            var product = connection.getMetaData();
            return settings + ", " + product.getDatabaseProductName() + " " + product.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new CommandFailed("The database does not respond: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the first column of the first row as a number.
     *
     * @param sql a query
     * @param values values of its parameters
     * @return empty if there is no row
     */
    Optional<Long> number(String sql, Object... values) {
        try (var statement = prepare(sql, values);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new CommandFailed("The database rejected the statement: " + e.getMessage(), e);
        }
    }

    /**
     * Changes rows.
     *
     * @param sql an INSERT or UPDATE
     * @param values values of its parameters
     * @return the generated ID, or 0
     */
    long write(String sql, Object... values) {
        try (var statement = prepare(sql, values)) {
            statement.executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new CommandFailed("The database rejected the statement: " + e.getMessage(), e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new CommandFailed("The database rejected the statement: " + e.getMessage(), e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CommandFailed("Cannot close the connection: " + e.getMessage(), e);
        }
    }
}
