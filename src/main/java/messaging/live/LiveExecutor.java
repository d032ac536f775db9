package messaging.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the tasks that read the database for live delivery, so that the thread that made a change never waits. */
@ApplicationScoped
class LiveExecutor {
    static final String NAME = "java:app/concurrent/live";
    // Few, so that requests have threads left.
    static final int MAX_THREADS = 4;

    private static final Logger LOG = Logger.getLogger(LiveExecutor.class.getName());

    @Resource(lookup = NAME)
    private ManagedExecutorService executor;

    /**
     * Runs a task on another thread.
     *
     * @param task may fail
     * @param onFailure runs if the task fails or is rejected
     */
    void run(Runnable task, Runnable onFailure) {
        try {
            executor.execute(() -> {
                var completed = false;
                try {
                    task.run();
                    completed = true;
                } catch (RuntimeException e) {
                    LOG.log(Level.FINE, "Live delivery failed; retrying at the next poll", e);
                } finally {
                    // After an Error, too: otherwise, the conversation would never be read again.
                    if (!completed) {
                        onFailure.run();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            // The server is stopping.
            onFailure.run();
        }
    }
}
