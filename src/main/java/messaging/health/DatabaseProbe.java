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

/** Asks whether the database answers, and does not wait long for it. */
@ApplicationScoped
class DatabaseProbe {
    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class.getName());
    private static final int SECONDS = 3;

    // Not the pool of the requests: a server whose connections are all in use is busy, but ready.
    @Resource(lookup = "jdbc/health")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    private final AtomicReference<CompletableFuture<Boolean>> underWay = new AtomicReference<>();

    /**
     * Checks that the database answers within {@value #SECONDS} seconds. Concurrent calls share one check, so that they use
     * one connection.
     *
     * @return whether a connection was obtained and a round trip succeeded in time
     */
    boolean answers() {
        try {
            return question().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "The database does not answer", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CompletableFuture<Boolean> question() {
        var mine = new CompletableFuture<Boolean>();
        var other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            // On a thread of its own: waiting for the pool has a bound of its own, longer than a probe may take.
            executor.execute(() -> {
                var valid = isValid();
                underWay.set(null);
                mine.complete(valid);
            });
        } catch (RejectedExecutionException e) {
            underWay.set(null);
            mine.complete(false);
        }
        return mine;
    }

    private boolean isValid() {
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The database can''t be reached: {0}", e.getMessage());
            return false;
        }
    }
}
