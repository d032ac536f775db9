package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import messaging.it.FreshDatabase;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// S-RUN-3
@Tag("database")
class SchemaIT {
    private static final int REPLICAS = 6;

    private FreshDatabase database;
    private Schema schema;
    private Table table;

    @BeforeEach
    void create() {
        database = FreshDatabase.create();
        schema = new Schema(database.dataSource());
        table = new Table(database.dataSource());
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void concurrentReplicasApplyEachMigrationOnce() throws Exception {
        var start = new CyclicBarrier(REPLICAS);
        var pool = Executors.newFixedThreadPool(REPLICAS);
        try {
            Callable<Integer> replica = () -> {
                var own = new Schema(database.dataSource());
                start.await(1, TimeUnit.MINUTES);
                return own.migrate();
            };
            var applied = new ArrayList<Integer>();
            for (var one : pool.invokeAll(java.util.Collections.nCopies(REPLICAS, replica))) {
                applied.add(one.get());
            }
            var migrations = table.number("SELECT COUNT(*) FROM flyway_schema_history WHERE success = 1");
            assertTrue(migrations > 0);
            assertEquals(
                    migrations, applied.stream().mapToLong(Integer::longValue).sum());
            assertEquals(
                    migrations,
                    table.number("SELECT COUNT(DISTINCT version) FROM flyway_schema_history WHERE success = 1"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void migrationsAreNotRepeated() {
        assertTrue(schema.migrate() > 0);
        assertEquals(0, schema.migrate());
    }

    @Test
    void newerDatabaseIsLeftUnchanged() throws SQLException {
        schema.migrate();
        table.write("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " VALUES (1000, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, 1)");
        table.write("ALTER TABLE users ADD COLUMN nickname VARCHAR(10) NULL");
        assertEquals(0, schema.migrate());
        assertEquals(1, table.number("SELECT COUNT(*) FROM flyway_schema_history WHERE version = '999'"));
        table.write("INSERT INTO users (username, created_at, updated_at)"
                + " VALUES ('ama', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
    }

    @Test
    void changedMigrationIsRefused() throws SQLException {
        schema.migrate();
        table.write("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'");
        assertThrows(FlywayException.class, schema::migrate);
    }

    @Test
    void foreignTablesAreRefused() throws SQLException {
        table.write("CREATE TABLE strangers (id INT)");
        assertThrows(FlywayException.class, schema::migrate);
        assertEquals(List.of("strangers"), table.tables());
    }

    @Test
    void startupWaitsForTheDatabase() throws IOException {
        schema.await(Duration.ZERO);
        var source = (com.mysql.cj.jdbc.MysqlDataSource) database.dataSource();
        source.setPortNumber(unusedPort());
        var start = System.nanoTime();
        var unreachable =
                assertThrows(DatabaseUnreachable.class, () -> new Schema(source).await(Duration.ofMillis(1_500)));
        var waited = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(waited.toMillis() >= 1_500 && waited.toSeconds() < 20, waited.toString());
        assertEquals(1, unreachable.getMessage().lines().count(), unreachable.getMessage());
    }

    @Test
    void pendingMigrationsAreCounted() {
        var all = schema.countPendingMigrations();
        assertTrue(all > 0);
        assertEquals(all, schema.migrate());
        assertEquals(0, schema.countPendingMigrations());
    }

    private static int unusedPort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
