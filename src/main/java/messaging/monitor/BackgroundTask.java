package messaging.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the actions of one background task and reports their failures: a warning at the first failure, one line at the
 * recovery, and a counter. Each warning covers at least a minute, so that a task that keeps failing and recovering does not
 * flood the log. Safe for concurrent actions; a later run of the task is expected to retry what failed.
 */
public final class BackgroundTask {
    static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());

    private final String name;
    private final String description;
    private final Metrics metrics;
    private final Clock clock;

    private volatile boolean failing;
    // Guarded by this.
    private boolean warned;
    private long failures;
    private Instant lastWarning = Instant.EPOCH;

    BackgroundTask(String name, String description, Metrics metrics, Clock clock) {
        this.name = name;
        this.description = description;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Work that may fail. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does the work.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }

    /**
     * Runs an action now and reports its result. An {@link Error} is reported and thrown.
     *
     * @param action the action
     * @return true if it succeeded
     */
    public boolean run(Action action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            reportFailure(e);
            return false;
        } catch (Error e) {
            reportFailure(e);
            throw e;
        }
        reportSuccess();
        return true;
    }

    /**
     * Returns an action as a task for an executor. An exception does not end a periodic task.
     *
     * @param action the action
     * @return what runs and reports it
     */
    public Runnable wrap(Action action) {
        return () -> run(action);
    }

    /**
     * Reports a failure that the caller caught.
     *
     * @param cause the failure
     */
    public void reportFailure(Throwable cause) {
        metrics.backgroundTaskFailed(name);
        synchronized (this) {
            failing = true;
            failures++;
            var now = clock.instant();
            if (!warned && !now.isBefore(lastWarning.plus(WARNING_INTERVAL))) {
                warned = true;
                lastWarning = now;
                LOG.log(Level.WARNING, "Background task " + description + " failed; it will be retried", cause);
            }
        }
    }

    /** Reports a success. */
    public void reportSuccess() {
        if (!failing) {
            return;
        }
        synchronized (this) {
            if (warned) {
                LOG.log(Level.INFO, "Background task {0} recovered after {1} failed runs", new Object[] {
                    description, failures
                });
            }
            failing = false;
            warned = false;
            failures = 0;
        }
    }
}
