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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.settings.Settings;

/**
 * Takes this server out of service in order, when the flag file says so: readiness goes first, requests are served on,
 * and after a while live connections are sent elsewhere. Liberty itself ends running requests on SIGTERM, but its
 * readiness stays up and it waits in vain for streams. The flag is a file, so that only who is on the machine can set it.
 */
@Singleton
@Startup
// Who checks the settings shall be the first to read them.
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    private static final long LOOK_MILLIS = 500;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private Event<Draining> draining;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Thread atExit = new Thread(this::sayGoodbyeAtExit, "drain-at-exit");
    private Optional<Path> flag = Optional.empty();
    private DrainCourse course;
    private ScheduledFuture<?> watch;

    @PostConstruct
    void begin() {
        flag = settings.drain().flag();
        course = new DrainCourse(settings.drain().delay());
        // A container that is started anew finds what the one before left; it was not meant for this one.
        flag.ifPresent(Drain::remove);
        flag.ifPresent(file ->
                watch = executor.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS));
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

    /**
     * Whether this server shall get no new clients.
     *
     * @return true from the moment on at which the flag is set
     */
    public boolean isDraining() {
        return flag.filter(Files::exists).isPresent();
    }

    private void look() {
        if (course.isOver(isDraining(), clock.instant())) {
            LOG.info("Drained: live connections are sent elsewhere");
            draining.fire(new Draining(false));
        }
    }

    private void sayGoodbyeAtExit() {
        if (course.isOverNow()) {
            draining.fire(new Draining(true));
        }
    }

    private static void remove(Path flag) {
        try {
            if (Files.deleteIfExists(flag)) {
                LOG.log(Level.INFO, "Removed the drain flag {0} of an earlier server", flag);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
