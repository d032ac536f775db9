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
 * Takes this server out of service in order, when the flag file says so: readiness goes first, requests are served on,
 * and after a while live connections are sent elsewhere. Liberty itself ends running requests on SIGTERM, but its
 * readiness stays up and it waits in vain for streams.
 */
@Singleton
@Startup
// Who checks the settings shall be the first to read them.
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

    private final Thread atExit = new Thread(this::sayGoodbyeAtExit, "drain-at-exit");
    private DrainStateMachine course;
    private ScheduledFuture<?> watch;

    @PostConstruct
    void begin() {
        course = new DrainStateMachine(settings.drain().delay());
        // A container that is started anew finds what the one before left; it was not meant for this one.
        if (flag.remove()) {
            LOG.info("Removed the drain flag of an earlier server");
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
    void end() {
        if (watch != null) {
            watch.cancel(false);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyStopping) {
            LOG.log(Level.FINE, "The hook has run or runs", alreadyStopping);
        }
    }

    private void checkFlag() {
        switch (course.go(flag.isSet(), clock.instant())) {
            case ENDS -> {
                LOG.info("Drained: live connections are sent elsewhere");
                draining.fire(new Draining(true));
            }
            case TAKEN_BACK -> {
                LOG.info("The drain was taken back: live connections are welcome again");
                draining.fire(new Draining(false));
            }
            case NOTHING -> {}
        }
    }

    private void sayGoodbyeAtExit() {
        if (course.endNow()) {
            draining.fire(new Draining(true));
        }
    }
}
