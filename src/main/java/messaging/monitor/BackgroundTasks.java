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
        return task(name, name);
    }

    /**
     * Returns the task of a name for one of several objects, whose failures are reported one by one and counted together.
     *
     * @param name words in lower case, joined by underscores
     * @param object description of the object, for the log
     * @return the same task for the same name and object
     */
    public BackgroundTask named(String name, String object) {
        return task(name, name + " (" + object + ")");
    }

    private BackgroundTask task(String name, String description) {
        return tasks.computeIfAbsent(description, fresh -> {
            // The counter starts at 0, because an alert does not see a series whose first value is 1.
            metrics.addBackgroundTask(name);
            return new BackgroundTask(name, description, metrics, clock);
        });
    }
}
