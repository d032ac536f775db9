package messaging.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Asks whether the database answers, and does not wait long for it. */
@ApplicationScoped
class DatabaseProbe {
    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class.getName());
    private static final int SECONDS = 3;

    @Resource(lookup = "jdbc/messaging")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    /**
     * Takes a connection and a round trip, within {@value #SECONDS} seconds.
     *
     * @return whether both worked in time
     */
    boolean answers() {
        // On a thread of its own: waiting for the pool has a bound of its own, longer than a probe may take.
        var answer = CompletableFuture.supplyAsync(this::isValid, executor);
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "The database does not answer", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isValid() {
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The database can''t be reached: {0}", e.getMessage());
            return false;
        }
    }
}
