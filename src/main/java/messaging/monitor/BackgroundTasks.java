package messaging.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds the background tasks of this server by name (S-FAULT-7). */
@ApplicationScoped
public class BackgroundTasks {
    private final Map<String, BackgroundTask> tasks = new ConcurrentHashMap<>();

    private Metrics metrics;
    private Clock clock;

    /** For CDI's proxy. */
    protected BackgroundTasks() {}

    /**
     * Creates it without any task.
     *
     * @param metrics counts the failures
     * @param clock limits how often a task is warned of
     */
    @Inject
    public BackgroundTasks(Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Returns the task of a name. The name is the value of the metric's label, so it must be a constant.
     *
     * @param name words in lower case, joined by underscores
     * @return the same task for the same name
     */
    public BackgroundTask named(String name) {
        return tasks.computeIfAbsent(name, fresh -> {
            // The counter starts at 0, because an alert does not see a series whose first value is 1.
            metrics.addBackgroundTask(name);
            return new BackgroundTask(name, metrics, clock);
        });
    }
}
