package messaging.event;

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
import messaging.settings.Settings;

/** Keeps the hub going: its threads, of which there are few so that requests have theirs, and its clockwork. */
@Singleton
@Startup
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedExecutorDefinition(name = Workers.NAME, maxAsync = Workers.MOST)
public class Workers {
    static final String NAME = "java:app/concurrent/events";
    static final int MOST = 4;

    private static final Logger LOG = Logger.getLogger(Workers.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);

    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    private Hub hub;

    @Inject
    private StreamWriters writers;

    @Inject
    private Lookout lookout;

    @Inject
    private Doorstep doorstep;

    @Inject
    private Presences presences;

    @Inject
    private Fanout fanout;

    @Inject
    private EventService service;

    @Inject
    private Settings settings;

    private final List<Future<?>> running = new ArrayList<>();
    private boolean stopped;

    @PostConstruct
    void start() {
        timer.submit(this::begin);
    }

    // Until the application has started, the container makes every other thread wait that calls an enterprise bean. One
    // that is making another bean meanwhile would hold up the start itself, which may need that bean: so the first call
    // of all is one that holds nothing, and whatever else there is comes after it.
    private void begin() {
        try {
            service.now();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Not yet", e);
            timer.schedule(this::begin, TICK.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        repeat();
    }

    private synchronized void repeat() {
        if (stopped) {
            return;
        }
        repeat(TICK, hub::tend);
        repeat(StreamWriters.ADJUSTMENT, writers::adjust);
        repeat(TICK, doorstep::tend);
        repeat(settings.live().poll(), lookout::look);
        repeat(settings.tokens().revocationDelay(), hub::judge);
        repeat(Presences.REFRESH, presences::say);
        fanout.start();
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        fanout.stop();
        running.forEach(task -> task.cancel(true));
    }

    private void repeat(Duration pause, Runnable task) {
        running.add(timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // A task that throws would not run again. What it could not do now it does the next time.
                        LOG.log(Level.FINE, "Not this time", e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS));
    }
}
