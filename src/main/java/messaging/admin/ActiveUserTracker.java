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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import messaging.monitor.BackgroundTasks;
import messaging.user.AccountSeen;

/** Tracks which users are active in which hour, and stores that periodically, so that no request waits for it. */
@ApplicationScoped
public class ActiveUserTracker {
    private static final int WRITE_INTERVAL_SECONDS = 15;

    @Resource
    private ManagedScheduledExecutorService executor;

    // Not the service itself: this bean is created during startup, when a call to an enterprise bean would block.
    @Inject
    private Instance<StatisticsService> services;

    private Optional<StatisticsService> counts = Optional.empty();

    @Inject
    private Clock clock;

    @Inject
    private BackgroundTasks tasks;

    private final Map<Instant, Set<Long>> unwritten = new ConcurrentHashMap<>();
    private final Map<Instant, Set<Long>> written = new ConcurrentHashMap<>();

    /**
     * Starts the periodic task.
     *
     * @param event startup of the application
     */
    public void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        executor.scheduleWithFixedDelay(
                tasks.named("active_users").wrap(this::storeActivity),
                WRITE_INTERVAL_SECONDS,
                WRITE_INTERVAL_SECONDS,
                TimeUnit.SECONDS);
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

    private void storeActivity() {
        for (var hour : Set.copyOf(unwritten.keySet())) {
            var users = new HashSet<>(unwritten.get(hour));
            if (!users.isEmpty()) {
                // Kept, because every lookup creates another reference.
                counts = counts.or(() -> Optional.of(services.get()));
                counts.get().see(hour, users);
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
