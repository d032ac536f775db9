package messaging.transport;

import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.WorkClassifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Classifies each request before the web container processes it: Liberty asks for its executor. A request that Liberty
 * would answer with its own error page gets an executor that writes a response instead. Health and metrics run on
 * Liberty's threads and never wait behind other requests; those are admitted by the {@link AdmissionQueue}.
 */
public class RequestClassifier implements WorkClassifier {
    private static final Logger LOG = Logger.getLogger(RequestClassifier.class.getName());
    private static final int NO_CONTENT = 204;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private static final Pattern OBSERVATION = Pattern.compile("/health(?:/.*)?|/api/v1/health/?|/metrics");
    private static final int MAX_THREADS = 512;
    private static final int REQUESTS_PER_PROCESSOR = 8;
    private static final int MIN_CONCURRENT_REQUESTS = 32;
    private static final int DEFAULT_MAX_WAITING = 512;
    private static final int MAINTENANCE_INTERVAL_MILLIS = 100;
    private static final int IDLE_TIMEOUT_SECONDS = 30;
    private static final int MAX_REFUSAL_THREADS = 4;

    // Half of the coreThreads in server.xml.
    private static final int MAX_INLINE_REQUESTS = 8;

    private final AtomicInteger inline = new AtomicInteger();
    private ThreadPoolExecutor threads;
    private ScheduledExecutorService maintenance;
    private ThreadPoolExecutor refusals;
    private AdmissionQueue admission;
    private CorsHeaders cors;
    // Used by the maintenance thread only.
    private boolean isMaintenanceFailing;

    /** Starts the threads. Called by the container. */
    public void activate() {
        start(System.getenv());
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new Admission(admission), new ObjectName(AdmissionMXBean.NAME));
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Cannot register the metrics of request admission", e);
        }
    }

    private void start(Map<String, String> environment) {
        cors = new CorsHeaders(environment.getOrDefault("CORS_ALLOWED_ORIGINS", ""));
        var processors = Runtime.getRuntime().availableProcessors();
        var running = number(
                environment,
                "MAX_CONCURRENT_REQUESTS",
                Math.max(MIN_CONCURRENT_REQUESTS, REQUESTS_PER_PROCESSOR * processors));
        threads = new ThreadPoolExecutor(
                0,
                Math.max(MAX_THREADS, 2 * running),
                IDLE_TIMEOUT_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("request-"));
        admission = new AdmissionQueue(
                this::enter,
                threads,
                new ConcurrencyLimit(processors, running),
                number(environment, "MAX_WAITING_REQUESTS", DEFAULT_MAX_WAITING),
                threads.getMaximumPoolSize(),
                System::nanoTime);
        maintenance = Executors.newSingleThreadScheduledExecutor(named("admission-"));
        maintenance.scheduleAtFixedRate(
                this::maintain, MAINTENANCE_INTERVAL_MILLIS, MAINTENANCE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        refusals = new ThreadPoolExecutor(
                MAX_REFUSAL_THREADS,
                MAX_REFUSAL_THREADS,
                IDLE_TIMEOUT_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("refusal-"));
        refusals.allowCoreThreadTimeOut(true);
    }

    // An exception would end the periodic task. The first failure and the recovery are logged, as by BackgroundTask,
    // which
    // belongs to the application and is not visible here.
    private void maintain() {
        try {
            admission.maintain();
            if (isMaintenanceFailing) {
                isMaintenanceFailing = false;
                LOG.info("Maintenance of request admission recovered");
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!isMaintenanceFailing) {
                isMaintenanceFailing = true;
                LOG.log(Level.WARNING, "Maintenance of request admission failed; it will be retried", e);
            }
        }
    }

    // A few requests run on the thread that has read them, which saves a thread switch. More would block threads that
    // Liberty needs to read requests and for health and metrics.
    private void enter(Runnable work) {
        if (inline.incrementAndGet() > MAX_INLINE_REQUESTS) {
            inline.decrementAndGet();
            threads.execute(work);
            return;
        }
        try {
            work.run();
        } finally {
            inline.decrementAndGet();
        }
    }

    /** Stops the threads once their requests have ended. Called by the container. */
    public void deactivate() {
        maintenance.shutdownNow();
        refusals.shutdown();
        threads.shutdown();
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(AdmissionMXBean.NAME));
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Cannot unregister the metrics of request admission", e);
        }
    }

    @Override
    public Executor classify(HttpRequest request, HttpInboundConnection connection) {
        var target = request.getURI();
        var response = RequestLine.response(
                request.getMethod(), target, request.getVersion(), request.getHeader("Host") != null);
        if (response.isPresent()) {
            return task -> finish(response.get(), request, connection);
        }
        // Without an executor, Liberty uses its own.
        return OBSERVATION.matcher(target).matches() ? null : new Entry(request, connection);
    }

    /**
     * Admits one request. Liberty keeps the executor of a WebSocket handshake for all later work on the connection,
     * which runs at once, on the calling thread.
     */
    private final class Entry implements Executor {
        private final HttpRequest request;
        private final HttpInboundConnection connection;
        private final AtomicBoolean isEntered = new AtomicBoolean();

        private Entry(HttpRequest request, HttpInboundConnection connection) {
            this.request = request;
            this.connection = connection;
        }

        @Override
        public void execute(Runnable task) {
            if (isEntered.compareAndSet(false, true)) {
                admission.submit(task, this::refuse);
            } else {
                task.run();
            }
        }

        // Liberty reads the rest of a body, for as long as the client sends it, before it ends the request.
        private void refuse() {
            if (request.getContentLength() > 0 || request.getHeader("Transfer-Encoding") != null) {
                refusals.execute(this::finishBusy);
            } else {
                finishBusy();
            }
        }

        private void finishBusy() {
            finish(RequestLine.busy(request.getURI()), request, connection);
        }
    }

    private void finish(RequestLine.Response response, HttpRequest request, HttpInboundConnection connection) {
        try {
            write(response, request, connection);
            connection.finish(null);
        } catch (IOException e) {
            connection.finish(e);
        }
    }

    private void write(RequestLine.Response response, HttpRequest request, HttpInboundConnection connection)
            throws IOException {
        var given = request.getHeader(REQUEST_ID);
        var id = given != null && USABLE_ID.matcher(given).matches() ? given : randomId();
        var http = connection.getResponse();
        http.setStatus(response.status());
        // Not the client's ID, which may be missing.
        http.setVersion("HTTP/1.1");
        http.setHeader(REQUEST_ID, id);
        http.setHeader("Cache-Control", "no-store");
        http.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.headers().forEach(http::setHeader);
        cors.of(request.getURI(), request.getHeader("Origin")).forEach(http::setHeader);
        if (response.status() == NO_CONTENT) {
            return;
        }
        var body = response.problem(id).getBytes(StandardCharsets.US_ASCII);
        http.setHeader("Content-Type", "application/problem+json");
        http.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            http.getBody().write(body);
        }
    }

    // Not secret, and SecureRandom makes threads wait for each other.
    private static String randomId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    // The application does not start if the value is not a number.
    private static int number(Map<String, String> environment, String name, int standard) {
        var value = environment.getOrDefault(name, "").strip();
        return value.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(value)) : standard;
    }

    private static ThreadFactory named(String prefix) {
        var count = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private record Admission(AdmissionQueue queue) implements AdmissionMXBean {
        @Override
        public int getRunning() {
            return queue.state().running();
        }

        @Override
        public int getLongRunning() {
            return queue.state().longRunning();
        }

        @Override
        public int getWaiting() {
            return queue.state().waiting();
        }

        @Override
        public long getRefused() {
            return queue.state().refused();
        }
    }
}
