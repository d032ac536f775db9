package messaging.health;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.monitor.BackgroundTasks;
import messaging.settings.Settings;

/**
 * Takes this server out of service when the drain flag is set: it stops being ready at once, continues to process
 * requests, and closes live connections after a delay. Liberty itself finishes running requests on SIGTERM, but stays
 * ready, and waits in vain for event streams to end.
 */
@Singleton
@Startup
// StartUp validates the settings and must be the first to read them.
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    private static final long CHECK_INTERVAL_MILLIS = 500;

    @Inject
    private Settings settings;

    @Inject
    private DrainFlag flag;

    @Inject
    private Clock clock;

    @Inject
    private Event<Draining> draining;

    @Inject
    private BackgroundTasks tasks;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Thread atExit = new Thread(this::closeConnectionsAtExit, "drain-at-exit");
    private DrainStateMachine state;
    private ScheduledFuture<?> watch;

    @PostConstruct
    void start() {
        state = new DrainStateMachine(settings.drain().delay());
        // A restarted container finds the flag that was set for its predecessor.
        if (flag.remove()) {
            LOG.info("Removed the drain flag of a previous run");
        }
        if (flag.isKnown()) {
            watch = executor.scheduleWithFixedDelay(
                    tasks.named("drain_watch").wrap(this::checkFlag),
                    CHECK_INTERVAL_MILLIS,
                    CHECK_INTERVAL_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @PreDestroy
    void stop() {
        if (watch != null) {
            watch.cancel(false);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // Expected when the JVM is shutting down: the hook runs or has run.
            LOG.log(Level.FINEST, "Shutdown in progress", e);
        }
    }

    private void checkFlag() {
        switch (state.advance(flag.isSet(), clock.instant())) {
            case CLOSE_CONNECTIONS -> {
                LOG.info("Drained: closing live connections");
                draining.fire(new Draining(true));
            }
            case ACCEPT_CONNECTIONS -> {
                LOG.info("Drain undone: accepting live connections");
                draining.fire(new Draining(false));
            }
            case NONE -> {}
        }
    }

    private void closeConnectionsAtExit() {
        if (state.complete()) {
            draining.fire(new Draining(true));
        }
    }
}
