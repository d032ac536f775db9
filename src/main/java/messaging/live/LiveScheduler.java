package messaging.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.cluster.ClusterBroadcaster;
import messaging.presence.PresenceTracker;
import messaging.settings.Settings;
import messaging.sync.SyncService;

/** Runs the periodic tasks of live delivery, and connects to the broker. */
@Singleton
@Startup
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = LiveExecutor.NAME, maxAsync = LiveExecutor.MAX_THREADS)
public class LiveScheduler {
    private static final Logger LOG = Logger.getLogger(LiveScheduler.class.getName());
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    private ConnectionMonitor monitor;

    @Inject
    private SseWriters writers;

    @Inject
    private ChangePoller poller;

    @Inject
    private PendingAuthentications authentications;

    @Inject
    private PresenceTracker presence;

    @Inject
    private ClusterBroadcaster broadcaster;

    @Inject
    private SyncService sync;

    @Inject
    private Settings settings;

    private final List<Future<?>> tasks = new ArrayList<>();
    private boolean stopped;

    @PostConstruct
    void start() {
        timer.submit(this::startWhenReady);
    }

    // Until the application has started, the container blocks every other thread that calls an enterprise bean. A
    // thread that
    // is creating another bean meanwhile would block the start, which may need that bean: a deadlock. So the first call
    // is one
    // that holds no lock, and the tasks start after it.
    private void startWhenReady() {
        try {
            sync.now();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Live delivery cannot start yet; retrying in 1 s", e);
            timer.schedule(this::startWhenReady, CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        startTasks();
    }

    private synchronized void startTasks() {
        if (stopped) {
            return;
        }
        schedule(CHECK_INTERVAL, monitor::checkLiveness);
        schedule(SseWriters.ADJUST_INTERVAL, writers::adjustThreads);
        schedule(CHECK_INTERVAL, authentications::closeExpired);
        schedule(settings.live().poll(), poller::poll);
        schedule(settings.tokens().revocationDelay(), monitor::recheckSessions);
        schedule(PresenceTracker.PUBLISH_INTERVAL, presence::publishConnectedUsers);
        broadcaster.start();
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        broadcaster.stop();
        tasks.forEach(task -> task.cancel(true));
    }

    private void schedule(Duration interval, Runnable task) {
        tasks.add(timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // A task that throws would not run again.
                        LOG.log(Level.FINE, "Periodic task failed; retrying at the next interval", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS));
    }
}
