package messaging.event;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads the database for live delivery on threads of its own kind, so that whoever tells of a change never waits. */
@ApplicationScoped
class Tasks {
    private static final Logger LOG = Logger.getLogger(Tasks.class.getName());

    @Resource(lookup = Workers.NAME)
    private ManagedExecutorService workers;

    /**
     * Runs a task soon.
     *
     * @param task which may fail
     * @param failed what is to be done if it does, or never runs
     */
    void run(Runnable task, Runnable failed) {
        try {
            workers.execute(() -> {
                var done = false;
                try {
                    task.run();
                    done = true;
                } catch (RuntimeException e) {
                    LOG.log(Level.FINE, "The database could not be read; the next look at it makes up for it", e);
                } finally {
                    // After an error of the machine too, or nobody would ever read that conversation again.
                    if (!done) {
                        failed.run();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            // The server stops.
            failed.run();
        }
    }
}
