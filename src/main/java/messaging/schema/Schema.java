package messaging.schema;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema that this version needs. */
public final class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class.getName());
    private static final long PAUSE_MILLIS = 1_000;

    private final DataSource database;

    /**
     * The schema of one database.
     *
     * @param database where it is
     */
    public Schema(DataSource database) {
        this.database = database;
    }

    /**
     * Applies the migrations that are missing. Several callers at once apply each of them once. A database that a newer
     * version has migrated further is left as it is.
     *
     * @return how many were applied
     */
    public int migrate() {
        return flyway().migrate().migrationsExecuted;
    }

    /**
     * Counts the migrations that are missing.
     *
     * @return how many {@link #migrate()} would apply
     */
    public int missing() {
        return flyway().info().pending().length;
    }

    private Flyway flyway() {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .resourceProvider(new Migrations())
                .javaMigrations(new QualifyReactions())
                .locations(new String[0])
                .callbackLocations(new String[0])
                // A newer version may have been here first; its changes are made to leave us working.
                .ignoreMigrationPatterns("*:future")
                .load();
    }

    /**
     * Waits until the database takes connections.
     *
     * @param patience for how long
     * @throws DatabaseUnreachable if it still takes none then
     */
    public void await(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (var connection = database.getConnection()) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnreachable(e);
                }
                LOG.log(Level.INFO, "Waiting for the database: {0}", DatabaseUnreachable.describe(e));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnreachable(e);
        }
    }
}
