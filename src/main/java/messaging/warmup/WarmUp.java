package messaging.warmup;

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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.auth.WarmUpTokens;
import messaging.monitor.InternalRequests;
import messaging.monitor.Metrics;
import messaging.settings.Settings;
import messaging.throttle.RateLimiter;

/**
 * Warms the server up in the background once its port is open. A failure is logged and ends the warm-up, not the
 * server.
 */
@Singleton
@Startup
@DependsOn("StartUp")
@TransactionManagement(TransactionManagementType.BEAN)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class.getName());
    // By measurement, the eighth round uses half as much CPU time as the second one, and later rounds do not use less.
    private static final int ROUNDS = 8;
    private static final long PORT_POLL_MILLIS = 100;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int SERVER_ERROR = 500;

    @Inject
    private Settings settings;

    @Inject
    private WarmUpState state;

    // Enterprise beans are available only after the application has started.
    @Inject
    private Instance<WarmUpService> service;

    @Inject
    private WarmUpTokens signIns;

    @Inject
    private RateLimiter limiter;

    @Inject
    private InternalRequests internal;

    @Inject
    private Metrics metrics;

    @Resource
    private ManagedScheduledExecutorService executor;

    private ScheduledFuture<?> waiting;
    private volatile boolean stopped;

    @PostConstruct
    void start() {
        if (settings.warmUp().limit().isZero()) {
            state.finish();
            return;
        }
        waiting = executor.scheduleWithFixedDelay(
                this::runWhenPortIsOpen, PORT_POLL_MILLIS, PORT_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void runWhenPortIsOpen() {
        var own = settings.warmUp();
        var client = new LoopbackClient(
                own.address(),
                own.port(),
                hostHeader(settings.http().allowedHosts().get(0)));
        if (stopped || !client.canConnect(CONNECT_TIMEOUT)) {
            return;
        }
        waiting.cancel(false);
        var timeUp = executor.schedule(this::logTimeUp, own.limit().toMillis(), TimeUnit.MILLISECONDS);
        state.start(own.limit());
        var start = System.nanoTime();
        try {
            var rounds = run(client);
            if (timeUp.cancel(false) && rounds == ROUNDS) {
                LOG.log(Level.INFO, "Warmed up in {0} ms", since(start).toMillis());
            }
        } catch (IOException | RuntimeException e) {
            if (timeUp.cancel(false)) {
                LOG.log(Level.WARNING, "The warm-up failed; the server is ready without it", e);
            } else {
                LOG.log(Level.WARNING, "The warm-up failed after its time limit", e);
            }
        } finally {
            // Garbage of the startup would stay in memory for long, and no request waits for this collection.
            System.gc();
            state.finish();
            signIns.revokeAll();
            metrics.recordWarmUp(since(start));
        }
    }

    private void logTimeUp() {
        LOG.log(
                Level.WARNING,
                "Not warmed up after {0} s (WARM_UP_SECONDS); the server is ready, but slower at first",
                settings.warmUp().limit().toSeconds());
    }

    private int run(LoopbackClient client) throws IOException {
        limiter.warmUp();
        for (int i = 0; i < ROUNDS; i++) {
            if (stopped || state.isOver()) {
                return i;
            }
            var round = service.get().run();
            signIns.accept(round.accessToken());
            var messages = "/api/v1/conversations/" + round.conversation() + "/messages/";
            var authorization = Map.of("Authorization", "Bearer " + round.accessToken());
            send(client, "POST", "/api/v1/token/", Map.of(), "{}");
            send(client, "GET", "/api/v1/conversations/", authorization, "");
            send(client, "GET", messages, authorization, "");
            send(client, "POST", messages, authorization, "{\"content\":\"Warm-up\"}");
            send(client, "GET", "/api/v1/sync/", authorization, "");
        }
        return ROUNDS;
    }

    private void send(LoopbackClient client, String method, String path, Map<String, String> headers, String body)
            throws IOException {
        if (stopped || state.isOver()) {
            return;
        }
        var all = new HashMap<>(headers);
        all.put(InternalRequests.HEADER, internal.key());
        var status = client.send(method, path, all, body, settings.warmUp().limit());
        // The account and its conversation do not exist, so 404 is as good as 200.
        if (status >= SERVER_ERROR) {
            throw new IOException(method + " " + path.replaceAll("\\d+", "{id}") + " returned " + status);
        }
    }

    private static String hostHeader(String allowed) {
        return allowed.equals("*") ? "localhost" : allowed.startsWith(".") ? "warm-up" + allowed : allowed;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
