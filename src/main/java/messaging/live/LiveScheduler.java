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
import messaging.cluster.ClusterBroadcaster;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.presence.PresenceTracker;
import messaging.settings.Settings;
import messaging.sync.ChangeService;

/** Runs the periodic tasks of live delivery, and connects to the broker. */
@Singleton
@Startup
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = LiveExecutor.NAME, maxAsync = LiveExecutor.MAX_THREADS)
public class LiveScheduler {
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
    private ChangeService changes;

    @Inject
    private BackgroundTasks background;

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
        if (!background.named("live_start").run(changes::now)) {
            timer.schedule(this::startWhenReady, CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        startTasks();
    }

    private synchronized void startTasks() {
        if (stopped) {
            return;
        }
        schedule(background.named("connection_check"), CHECK_INTERVAL, monitor::checkLiveness);
        schedule(background.named("authentication_check"), CHECK_INTERVAL, authentications::closeExpired);
        schedule(background.named("session_check"), settings.tokens().revocationDelay(), monitor::recheckSessions);
        schedule(background.named("change_poll"), settings.live().poll(), poller::poll);
        schedule(
                background.named("presence_publish"),
                PresenceTracker.PUBLISH_INTERVAL,
                presence::publishConnectedUsers);
        schedule(background.named("stream_writers"), SseWriters.ADJUST_INTERVAL, writers::adjustThreads);
        broadcaster.start();
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        broadcaster.stop();
        tasks.forEach(task -> task.cancel(true));
    }

    private void schedule(BackgroundTask task, Duration interval, Runnable action) {
        tasks.add(timer.scheduleWithFixedDelay(
                task.wrap(action::run), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS));
    }
}
