package messaging.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;

/** Runs the tasks that read the database for live delivery, so that the thread that made a change never waits. */
@ApplicationScoped
class LiveExecutor {
    static final String NAME = "java:app/concurrent/live";
    // Few, so that requests have threads left.
    static final int MAX_THREADS = 4;

    @Resource(lookup = NAME)
    private ManagedExecutorService container;

    private Executor executor;
    private BackgroundTask delivery;

    /** For CDI's proxy. */
    protected LiveExecutor() {}

    @Inject
    LiveExecutor(BackgroundTasks tasks) {
        delivery = tasks.named("live_delivery");
    }

    LiveExecutor(Executor executor, BackgroundTasks tasks) {
        this(tasks);
        this.executor = executor;
    }

    @PostConstruct
    void start() {
        executor = container;
    }

    /**
     * Runs a task on another thread. A failure is reported; the next poll makes up for it.
     *
     * @param task may fail
     * @param onFailure runs if the task fails or is rejected
     */
    void run(Runnable task, Runnable onFailure) {
        try {
            executor.execute(() -> {
                var completed = false;
                try {
                    completed = delivery.run(task::run);
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
