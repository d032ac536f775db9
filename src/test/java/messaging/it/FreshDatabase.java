package messaging.it;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import messaging.launch.Database;
import org.junit.jupiter.api.Assumptions;

/** An empty database for one test on the stage's database server, dropped at the end. */
public final class FreshDatabase implements AutoCloseable {
    private final Map<String, String> environment;
    private final String name = "fresh_" + UUID.randomUUID().toString().replace("-", "");

    private FreshDatabase(Map<String, String> server) {
        environment = new HashMap<>(server);
        // The application's own account may use its own database only.
        environment.put("DB_USER", "root");
        environment.put("DB_PASSWORD", server.get("DB_ROOT_PASSWORD"));
    }

    /** Creates one; skips the test on an external server whose root password is unknown. */
    public static FreshDatabase create() {
        Database server = TestStage.database();
        Assumptions.assumeTrue(
                server.environment().containsKey("DB_ROOT_PASSWORD"),
                "This test needs DB_ROOT_PASSWORD to create a database");
        var fresh = new FreshDatabase(server.environment());
        fresh.administer("CREATE DATABASE " + fresh.name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        fresh.environment.put("DB_NAME", fresh.name);
        return fresh;
    }

    /** The settings that lead to it. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Connections to it, each a new one. */
    public DataSource dataSource() {
        try {
            var source = new MysqlDataSource();
            source.setServerName(environment.get("DB_HOST"));
            source.setPortNumber(Integer.parseInt(environment.get("DB_PORT")));
            source.setDatabaseName(environment.get("DB_NAME"));
            source.setUser(environment.get("DB_USER"));
            source.setPassword(environment.get("DB_PASSWORD"));
            source.setCharacterEncoding("UTF-8");
            source.setConnectionCollation("utf8mb4_unicode_ci");
            source.setAllowPublicKeyRetrieval(true);
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void administer(String sql) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        administer("DROP DATABASE " + name);
    }
}
