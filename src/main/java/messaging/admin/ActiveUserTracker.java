package messaging.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.user.AccountSeen;

/** Tracks which users are active in which hour, and stores that periodically, so that no request waits for it. */
@ApplicationScoped
public class ActiveUserTracker {
    private static final int STORE_INTERVAL_SECONDS = 15;

    private final Map<Instant, Set<Long>> unwritten = new ConcurrentHashMap<>();
    private final Map<Instant, Set<Long>> written = new ConcurrentHashMap<>();

    @Resource
    private ManagedScheduledExecutorService executor;

    // Not the service itself: this bean is created during startup, when a call to an enterprise bean would block. The
    // same service is used in all runs, because every lookup creates another reference.
    private Instance<StatisticsService> services;
    private StatisticsService service;
    private Clock clock;
    private BackgroundTask task;

    /** For CDI's proxy. */
    protected ActiveUserTracker() {}

    @Inject
    ActiveUserTracker(Instance<StatisticsService> services, Clock clock, BackgroundTasks tasks) {
        this.services = services;
        this.clock = clock;
        task = tasks.named("active_users");
    }

    /**
     * Starts the periodic task.
     *
     * @param event startup of the application
     */
    public void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        executor.scheduleWithFixedDelay(
                this::storeActivity, STORE_INTERVAL_SECONDS, STORE_INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Records that a user is active.
     *
     * @param event the user
     */
    public void recordActivity(@Observes AccountSeen event) {
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (!written.getOrDefault(hour, Set.of()).contains(event.userId())) {
            unwritten
                    .computeIfAbsent(hour, fresh -> ConcurrentHashMap.newKeySet())
                    .add(event.userId());
        }
    }

    /** Stores the activity since the last run; if that fails, the next run stores it. */
    void storeActivity() {
        task.run(this::storeUnwritten);
    }

    private void storeUnwritten() {
        for (var hour : Set.copyOf(unwritten.keySet())) {
            var users = new HashSet<>(unwritten.get(hour));
            if (!users.isEmpty()) {
                if (service == null) {
                    service = services.get();
                }
                service.storeActiveUsers(hour, users);
                written.computeIfAbsent(hour, fresh -> ConcurrentHashMap.newKeySet())
                        .addAll(users);
                unwritten.get(hour).removeAll(users);
            }
        }
        var past = clock.instant().minus(2, ChronoUnit.HOURS);
        unwritten.keySet().removeIf(hour -> hour.isBefore(past));
        written.keySet().removeIf(hour -> hour.isBefore(past));
    }
}
