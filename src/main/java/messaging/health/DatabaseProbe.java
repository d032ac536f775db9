package messaging.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Checks within a time limit whether the database responds. */
@ApplicationScoped
class DatabaseProbe {
    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class.getName());
    private static final int TIMEOUT_SECONDS = 3;

    // A separate pool: a server whose request connections are all in use is busy, but ready.
    @Resource(lookup = "jdbc/health")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    private final AtomicReference<CompletableFuture<Boolean>> pending = new AtomicReference<>();

    /**
     * Checks that the database responds within {@value #TIMEOUT_SECONDS} seconds. Concurrent calls share one check, so
     * that they use one connection.
     *
     * @return true if a connection was obtained and a round trip succeeded in time
     */
    boolean responds() {
        try {
            return sharedCheck().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "The database does not respond", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CompletableFuture<Boolean> sharedCheck() {
        var check = new CompletableFuture<Boolean>();
        var running = pending.compareAndExchange(null, check);
        if (running != null) {
            return running;
        }
        try {
            // On its own thread: waiting for the pool has a longer time limit than a probe.
            executor.execute(() -> {
                var valid = isValid();
                pending.set(null);
                check.complete(valid);
            });
        } catch (RejectedExecutionException e) {
            pending.set(null);
            check.complete(false);
        }
        return check;
    }

    private boolean isValid() {
        try (var connection = database.getConnection()) {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot connect to the database: {0}", e.getMessage());
            return false;
        }
    }
}
