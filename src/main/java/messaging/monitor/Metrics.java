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
 * The server's metrics, with names and units in Prometheus conventions. Each server reports its own values; Prometheus
 * adds them up.
 */
@ApplicationScoped
public class Metrics {
    /** How a client receives live changes. */
    public enum Transport {
        SSE,
        WEBSOCKET
    }

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests = Histogram.builder()
            .name("http_server_request_duration_seconds")
            .help("Time from the arrival of a request to its response.")
            .unit(Unit.SECONDS)
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter sent = Counter.builder()
            .name("messaging_messages_sent_total")
            .help("Committed messages.")
            .register(registry);
    private final Counter failedBatches = Counter.builder()
            .name("messaging_send_batches_failed_total")
            .help("Failed group commits; each of their messages was then sent in its own transaction.")
            .register(registry);
    private final Counter backgroundFailures = Counter.builder()
            .name("messaging_background_failures_total")
            .help("Failed runs of background tasks.")
            .labelNames("task")
            .register(registry);
    private final Gauge warmUp = Gauge.builder()
            .name("messaging_warm_up_seconds")
            .help("Duration of the warm-up before the server became ready; 0 until then and without a warm-up.")
            .unit(Unit.SECONDS)
            .register(registry);
    private final Map<Transport, IntSupplier> live = new ConcurrentHashMap<>();
    private final Histogram delay = Histogram.builder()
            .name("messaging_delivery_delay_seconds")
            .help("Time from a message's commit until it is passed to a live connection.")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);

    public Metrics() {
        JvmMetrics.builder().register(registry);
        GaugeWithCallback.builder()
                .name("db_pool_connections")
                .help("Open database connections.")
                .labelNames("state")
                .callback(gauge -> ConnectionPool.read().ifPresent(pool -> {
                    gauge.call(pool.used(), "used");
                    gauge.call(pool.idle(), "idle");
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("db_pool_connections_max")
                .help("Maximum number of open database connections.")
                .callback(gauge -> ConnectionPool.read().ifPresent(pool -> gauge.call(pool.max())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("http_server_requests")
                .help("Requests in the server, excluding health and metrics.")
                .labelNames("state")
                .callback(gauge -> Admission.read().ifPresent(admission -> {
                    gauge.call(admission.running(), "running");
                    gauge.call(admission.longRunning(), "long_running");
                    gauge.call(admission.waiting(), "waiting");
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("http_server_requests_refused_total")
                .help("Requests refused because of overload.")
                .callback(counter -> Admission.read().ifPresent(admission -> counter.call(admission.refused())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("messaging_live_connections")
                .help("Open live connections.")
                .labelNames("transport")
                .callback(gauge -> Stream.of(Transport.values())
                        .forEach(transport -> gauge.call(liveConnections(transport), label(transport))))
                .register(registry);
    }

    /**
     * Records a processed request.
     *
     * @param method method of the request line
     * @param route path template with parameter names; never the path itself
     * @param status status of the response
     * @param duration time from arrival to response
     */
    public void recordRequest(String method, String route, int status, Duration duration) {
        // A client can send any word as the method, and a label value per word would fill the memory.
        requests.labelValues(METHODS.contains(method) ? method : "other", route, Integer.toString(status))
                .observe(seconds(duration));
    }

    /**
     * Records the duration of the warm-up.
     *
     * @param duration time from the open port to readiness
     */
    public void recordWarmUp(Duration duration) {
        warmUp.set(seconds(duration));
    }

    /** Counts a committed message. */
    public void messageSent() {
        sent.inc();
    }

    /** Counts a failed group commit. */
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
     * Records that a message was passed to a live connection.
     *
     * @param since time since its commit
     */
    public void messageDelivered(Duration since) {
        delay.observe(Math.max(0, seconds(since)));
    }

    /**
     * Sets the source of the number of live connections.
     *
     * @param transport transport of the connections
     * @param count called at each scrape
     */
    public void liveConnections(Transport transport, IntSupplier count) {
        live.put(transport, count);
    }

    /**
     * Returns the number of live connections of this server.
     *
     * @param transport transport of the connections
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
