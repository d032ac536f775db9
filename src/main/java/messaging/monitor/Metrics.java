package messaging.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What is counted and measured, with the names and units of Prometheus' conventions. Each server counts for itself;
 * whoever reads adds up.
 */
@ApplicationScoped
public class Metrics {
    /** How a client is told of changes as they happen. */
    public enum Transport {
        /** Server-sent events. */
        SSE,
        /** WebSocket. */
        WEBSOCKET
    }

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests = Histogram.builder()
            .name("http_server_request_duration_seconds")
            .help("Time from a request's arrival to its answer.")
            .unit(Unit.SECONDS)
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter sent = Counter.builder()
            .name("messaging_messages_sent_total")
            .help("Messages that were committed.")
            .register(registry);
    private final Counter failedBatches = Counter.builder()
            .name("messaging_send_batches_failed_total")
            .help(
                    "Transactions of several sends that failed, so that each message was sent in a transaction of its own.")
            .register(registry);
    private final Counter backgroundFailures = Counter.builder()
            .name("messaging_background_failures_total")
            .help("Failed runs of background tasks.")
            .labelNames("task")
            .register(registry);
    private final Gauge warmUp = Gauge.builder()
            .name("messaging_warm_up_seconds")
            .help("Time that the server took to warm up before it became ready; 0 until then, and if it does not.")
            .unit(Unit.SECONDS)
            .register(registry);
    private final Map<Transport, IntSupplier> live = new ConcurrentHashMap<>();
    private final Histogram delay = Histogram.builder()
            .name("messaging_delivery_delay_seconds")
            .help("Time from a message's commit to its hand-over to a live connection.")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);

    /** Counts from zero. */
    public Metrics() {
        JvmMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("db_pool_connections")
                .help("Connections to the database that are open.")
                .labelNames("state")
                .callback(gauge -> ConnectionPool.read().ifPresent(pool -> {
                    gauge.call(pool.used(), "used");
                    gauge.call(pool.idle(), "idle");
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("db_pool_connections_max")
                .help("Most connections to the database that may be open.")
                .callback(gauge -> ConnectionPool.read().ifPresent(pool -> gauge.call(pool.max())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("http_server_requests")
                .help("Requests in the server, without health and metrics.")
                .labelNames("state")
                .callback(gauge -> Admission.read().ifPresent(admission -> {
                    gauge.call(admission.running(), "running");
                    gauge.call(admission.longRunning(), "long_running");
                    gauge.call(admission.waiting(), "waiting");
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("http_server_requests_refused_total")
                .help("Requests that were refused because the server was overloaded.")
                .callback(counter -> Admission.read().ifPresent(admission -> counter.call(admission.refused())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("messaging_live_connections")
                .help("Clients that are told of changes as they happen.")
                .labelNames("transport")
                .callback(gauge -> Stream.of(Transport.values())
                        .forEach(transport -> gauge.call(liveConnections(transport), label(transport))))
                .register(registry);
    }

    /**
     * A request has its answer.
     *
     * @param method as the client wrote it
     * @param route the path with names in place of values; never the path itself
     * @param status of the answer
     * @param duration from arrival to answer
     */
    public void requestAnswered(String method, String route, int status, Duration duration) {
        // Whatever stands in that place of a request: a label for each word would let anybody fill the memory.
        requests.labelValues(METHODS.contains(method) ? method : "other", route, Integer.toString(status))
                .observe(seconds(duration));
    }

    /**
     * Notes how long the server has warmed up.
     *
     * @param duration from its open port to its readiness
     */
    public void warmedUp(Duration duration) {
        warmUp.set(seconds(duration));
    }

    /** A message was committed. */
    public void messageSent() {
        sent.inc();
    }

    /** A transaction of several sends failed. */
    public void sendBatchFailed() {
        failedBatches.inc();
    }

    /**
     * Sets the failures of a background task to 0.
     *
     * @param task its name
     */
    void addBackgroundTask(String task) {
        backgroundFailures.initLabelValues(task);
    }

    /**
     * Counts a failed run of a background task.
     *
     * @param task its name
     */
    void backgroundTaskFailed(String task) {
        backgroundFailures.labelValues(task).inc();
    }

    /**
     * A message went out to a live connection.
     *
     * @param since its commit
     */
    public void messageDelivered(Duration since) {
        delay.observe(Math.max(0, seconds(since)));
    }

    /**
     * Says whom to ask how many clients are told of changes as they happen.
     *
     * @param transport how they are told
     * @param count asked at each reading
     */
    public void liveConnections(Transport transport, IntSupplier count) {
        live.put(transport, count);
    }

    /**
     * How many clients are told of changes as they happen.
     *
     * @param transport how they are told
     * @return those of this server, at this moment
     */
    public int liveConnections(Transport transport) {
        return live.getOrDefault(transport, () -> 0).getAsInt();
    }

    MetricSnapshots read() {
        return registry.scrape();
    }

    private static String label(Transport transport) {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
