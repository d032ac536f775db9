package messaging.schema;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Migrates a database to the schema that this version requires. */
public final class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class.getName());
    private static final long RETRY_INTERVAL_MILLIS = 1_000;
    private static final int VALIDATION_SECONDS = 5;

    private final DataSource database;

    /**
     * Creates an object for one database.
     *
     * @param database its data source
     */
    public Schema(DataSource database) {
        this.database = database;
    }

    /**
     * Applies pending migrations. Concurrent callers apply each of them once. A database that a newer version has
     * migrated further is left unchanged.
     *
     * @return the number of applied migrations
     */
    public int migrate() {
        return flyway().migrate().migrationsExecuted;
    }

    /**
     * Counts the pending migrations.
     *
     * @return the number that {@link #migrate()} would apply
     */
    public int countPendingMigrations() {
        return flyway().info().pending().length;
    }

    private Flyway flyway() {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .resourceProvider(new Migrations())
                .javaMigrations(new QualifyReactions())
                .locations(new String[0])
                .callbackLocations(new String[0])
                // A newer version may have migrated the database already; its migrations are compatible with this
                // version.
                .ignoreMigrationPatterns("*:future")
                .load();
    }

    /**
     * Waits until the database accepts connections.
     *
     * @param timeout maximum time to wait
     * @throws DatabaseUnreachable if it accepts none by then
     */
    public void await(Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try (var connection = database.getConnection()) {
                if (connection.isValid(VALIDATION_SECONDS)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnreachable(e);
                }
                LOG.log(Level.INFO, "Waiting for the database: {0}", DatabaseUnreachable.describe(e));
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnreachable(e);
        }
    }
}
