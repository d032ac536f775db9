package messaging.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import messaging.bench.Results.CaseResult;
import messaging.bench.Results.DeliveryResult;
import messaging.bench.Results.OverloadResult;

/** What {@code bench/run} runs: prepares the stage, measures all cases, writes the report and stops everything. */
public final class Bench {
    private static final String DELIVERY = "delivery";
    private static final String OVERLOAD = "overload";
    private static final int OVERLOAD_FACTOR = 4;
    private static final int MAX_CONNECTIONS = 1_000;
    // Load that the client can generate beside the server on two processors.
    private static final double MAX_LATENCY_RATE = 1_500;
    private static final int IDLE_SECONDS = 3;
    private static final int DELIVERY_TIMEOUT_SECONDS = 30;
    private static final int WARM_UP_DELIVERIES = 3;
    private static final long NANOS = 1_000_000_000;
    private static final int CONNECTING_SECONDS = 5;
    private static final int CONNECTING_TRIES = 12;
    private static final double STILL_RISING = 1.03;
    private static final double STILL_COMPILING = 0.05;
    private static final int SETTLED_ROUNDS = 2;

    // Held here: a logger that nothing refers to loses its level.
    private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

    // Maven's own stream ends with Maven's shutdown hook.
    private final PrintStream console =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final long begin = System.nanoTime();
    private final Options options;
    private final Stage stage = new Stage();
    private final OpenLoop openLoop;
    private Reading idle;
    private final Set<String> warm = new HashSet<>();

    private Bench(Options options) throws IOException {
        this.options = options;
        openLoop = new OpenLoop(MAX_CONNECTIONS);
    }

    /**
     * Measures and ends the process.
     *
     * @param arguments see {@code bench/run --help}
     */
    public static void main(String[] arguments) {
        int code = 1;
        MIGRATIONS.setLevel(Level.WARNING);
        try {
            var bench = new Bench(Options.parse(List.of(arguments)));
            try {
                bench.run();
                code = 0;
            } finally {
                bench.openLoop.close();
                bench.stage.close();
            }
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private void run() throws Exception {
        say("Starting the database");
        stage.startDatabase();
        double loadSeconds;
        try (var data = new BenchData(
                stage.database().jdbcUrl(), stage.database().environment().get("DB_ROOT_PASSWORD"))) {
            loadSeconds = data.load().toMillis() / 1e3;
        }
        say(String.format(Locale.ROOT, "Loaded the data in %.1f s; starting the server", loadSeconds));
        stage.startServer();
        say(String.format(
                Locale.ROOT,
                "Ready after %.1f s and %.1f s of CPU time; %.0f MiB resident",
                stage.start().seconds(),
                stage.start().cpuSeconds(),
                stage.start().idleMebibytes()));
        var before = stage.meter().read();
        pause(IDLE_SECONDS);
        idle = stage.meter().read().since(before);
        var results = measure(loadSeconds);
        new Report(results).write(Stage.FOLDER);
        console.println();
        console.println(new Report(results).markdown());
        say("Written to target/bench: results.json, results.md, results.svg");
    }

    private Results measure(double loadSeconds) throws Exception {
        var cases = new ArrayList<CaseResult>();
        DeliveryResult delivery = null;
        OverloadResult overload = null;
        try (var all = new Cases(stage)) {
            for (var named : all.all()) {
                if (options.includes(named.name())) {
                    cases.add(measure(named.prepare().call()));
                }
            }
            if (options.includes(DELIVERY)) {
                delivery = deliver();
            }
            if (options.includes(OVERLOAD)) {
                overload = overload(all.newestPage());
            }
        }
        return new Results(
                Instant.now().toString(),
                commit(),
                machine(),
                databaseVersion(),
                options.quick(),
                loadSeconds,
                stage.start(),
                stage.residentMebibytes(),
                cases,
                delivery,
                overload);
    }

    private CaseResult measure(Case measured) throws Exception {
        // The cases of a kind, such as pages, share most of their code.
        var isFirst = warm.add(measured.name().split("-")[0]);
        double capacity = warmUp(measured.product(), isFirst);
        if (measured.ceiling() != null) {
            warmUp(measured.ceiling(), false);
        }
        var product = new ArrayList<Sample>();
        var bare = new ArrayList<Sample>();
        var p50 = new ArrayList<Double>();
        var p99 = new ArrayList<Double>();
        for (int i = 0; i < options.repetitions(); i++) {
            product.add(sample(measured.product()));
            if (measured.ceiling() != null) {
                bare.add(sample(measured.ceiling()));
            }
            if (measured.open() != null) {
                var latency = openLoop.run(
                        measured.open(), Math.min(capacity / 2, MAX_LATENCY_RATE), options.latencySeconds());
                if (latency.accepted().getTotalCount() < latency.total()) {
                    throw new IllegalStateException(
                            measured.name() + " failed under half of its load: " + latency.failed() + " failed, "
                                    + latency.shed() + " refused, " + latency.unsent() + " not sent; "
                                    + latency.example());
                }
                // The first one opens the connections.
                if (i > 0) {
                    p50.add(latency.p50());
                    p99.add(latency.p99());
                }
            }
        }
        say(String.format(
                Locale.ROOT,
                "%-20s %8.1f/s%s",
                measured.name(),
                Statistics.median(product.stream().map(Sample::throughput).toList()),
                bare.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", ceiling %.1f/s",
                                Statistics.median(
                                        bare.stream().map(Sample::throughput).toList()))));
        return new CaseResult(measured.name(), measured.title(), measured.ceilingName(), product, bare, p50, p99);
    }

    /**
     * Runs until in two rounds in a row the throughput rises by less than 3 % and the server compiles for less than 5 % of
     * the time; returns the last throughput. Throughput alone settles too early: on few processors, compiling takes
     * from the requests what faster code gives them.
     */
    private double warmUp(Load load, boolean isFirst) throws Exception {
        long limit = TimeUnit.SECONDS.toNanos(options.warmUpSeconds(isFirst));
        long start = System.nanoTime();
        double best = 0;
        double last = 0;
        for (int settled = 0; settled < SETTLED_ROUNDS && spent(start) < limit; ) {
            long compiled = stage.meter().compilationMillis();
            var outcome = load.run(options.seconds());
            last = outcome.requests() / outcome.seconds();
            double compiling = (stage.meter().compilationMillis() - compiled) / 1e3 / outcome.seconds();
            settled = last < best * STILL_RISING && compiling < STILL_COMPILING ? settled + 1 : 0;
            best = Math.max(best, last);
        }
        return last;
    }

    private static long spent(long start) {
        return System.nanoTime() - start;
    }

    private Sample sample(Load load) throws Exception {
        var before = stage.meter().read();
        var outcome = load.run(options.seconds());
        return Sample.of(outcome, stage.meter().read().since(before).without(idle));
    }

    private DeliveryResult deliver() throws Exception {
        var requests = LongStream.range(BenchData.FIRST_LISTENER, BenchData.FIRST_LISTENER + BenchData.LISTENERS)
                .mapToObj(user -> "GET /api/v1/events/ HTTP/1.1\r\nHost: localhost:" + stage.port()
                        + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + stage.token(user) + "\r\n\r\n")
                .toList();
        var client = Http.client();
        try (var listeners = new Receivers(stage.port(), requests);
                var loopback = new LoopbackSender()) {
            var blanks = requests.stream().map(request -> "").toList();
            // Its connections wait in the queue of the listening socket until they are accepted.
            try (var sinks = new Receivers(loopback.port(), blanks)) {
                loopback.accept(blanks.size());
                return new Delivery(client, listeners, loopback, sinks).run();
            }
        }
    }

    /** Alternates sends through the product with the same bytes over loopback. */
    private final class Delivery {
        private final HttpClient client;
        private final Receivers listeners;
        private final LoopbackSender loopback;
        private final Receivers sinks;
        private final Map<String, String> sender = Target.bearer(stage.token(BenchData.FIRST_LISTENER));
        private long number;

        Delivery(HttpClient client, Receivers listeners, LoopbackSender loopback, Receivers sinks) {
            this.client = client;
            this.listeners = listeners;
            this.loopback = loopback;
            this.sinks = sinks;
        }

        DeliveryResult run() throws Exception {
            // A message that was sent before a connection was open does not reach it.
            var everyoneListens = false;
            for (int tries = 0; !everyoneListens && tries < CONNECTING_TRIES; tries++) {
                post(System.nanoTime());
                everyoneListens = listeners.await(number, CONNECTING_SECONDS);
            }
            // Until the code is compiled.
            for (int i = 0; i < WARM_UP_DELIVERIES; i++) {
                send(options.deliveries());
            }
            listeners.takeLatency();
            var p50 = new ArrayList<Double>();
            var p99 = new ArrayList<Double>();
            var loopbackP50 = new ArrayList<Double>();
            var loopbackP99 = new ArrayList<Double>();
            var used = new ArrayList<Reading>();
            var loopbackCpu = new ArrayList<Double>();
            long received = 0;
            for (int i = 0; i < options.repetitions(); i++) {
                long bytes = listeners.bytes();
                var before = stage.meter().read();
                send(options.deliveries());
                used.add(stage.meter().read().since(before).without(idle));
                received += listeners.bytes() - bytes;
                var latency = listeners.takeLatency();
                p50.add(latency.getValueAtPercentile(50) / 1e3);
                p99.add(latency.getValueAtPercentile(99) / 1e3);

                int size = (int) (received / (i + 1) / options.deliveries() / BenchData.LISTENERS);
                var start = stage.meter().read();
                for (int sent = 0; sent < options.deliveries(); sent++) {
                    sendOverLoopback(size);
                }
                loopbackCpu.add(stage.meter().read().since(start).clientCpu() / options.deliveries());
                latency = sinks.takeLatency();
                loopbackP50.add(latency.getValueAtPercentile(50) / 1e3);
                loopbackP99.add(latency.getValueAtPercentile(99) / 1e3);
            }
            say(String.format(Locale.ROOT, "%-20s p99 %.1f ms", DELIVERY, Statistics.median(p99)));
            return new DeliveryResult(
                    BenchData.LISTENERS,
                    p50,
                    p99,
                    loopbackP50,
                    loopbackP99,
                    perSend(used.stream().map(Reading::serverCpu).toList()),
                    perSend(used.stream().map(Reading::databaseCpu).toList()),
                    Statistics.median(loopbackCpu),
                    perSend(used.stream().map(Reading::statements).toList()),
                    (double) received / options.repetitions() / options.deliveries() / BenchData.LISTENERS);
        }

        private double perSend(List<Double> values) {
            return Statistics.median(values) / options.deliveries();
        }

        /** Sends messages at a fixed rate, whether or not earlier ones have arrived, and waits for all of them. */
        private void send(int count) throws Exception {
            long start = System.nanoTime();
            var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < count; i++) {
                long due = start + i * NANOS / Options.SENDS_PER_SECOND;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                sent.add(post(due));
            }
            for (var response : sent) {
                Http.require(response.get(), message(number));
            }
            if (!listeners.await(number, DELIVERY_TIMEOUT_SECONDS)) {
                throw new IllegalStateException(listeners.missing(number));
            }
        }

        private CompletableFuture<HttpResponse<String>> post(long due) {
            number++;
            listeners.expect(number, due);
            return client.sendAsync(message(number).request(0), BodyHandlers.ofString());
        }

        private Target message(long marked) {
            return new Target(
                    "POST",
                    stage.root(),
                    List.of("api/v1/conversations/" + BenchData.CROWDED + "/messages/"),
                    List.of("{\"content\":\"" + Receivers.marker(marked) + "\"}"),
                    sender,
                    201);
        }

        private void sendOverLoopback(int size) throws Exception {
            number++;
            long due = System.nanoTime();
            sinks.expect(number, due);
            loopback.send(number, size);
            if (!sinks.await(number, DELIVERY_TIMEOUT_SECONDS)) {
                throw new IllegalStateException("Bytes were lost on loopback");
            }
        }
    }

    private OverloadResult overload(Target page) throws Exception {
        var placement = new Placement(
                stage.server().pid(),
                stage.databasePid(),
                ProcessHandle.current().pid());
        try (placement) {
            placement.separate();
            var load = new Wrk(page, Stage.FOLDER.resolve("wrk"));
            double throughput = warmUp(load, warm.add("page"));
            // Opens the connections.
            openLoop.run(page, throughput / 2, options.latencySeconds());
            var before = load.run(options.seconds());
            double capacity = before.requests() / before.seconds();
            var ready = new AtomicInteger();
            var probes = new AtomicInteger();
            var prober = new Thread(() -> probe(ready, probes), "readiness");
            prober.setDaemon(true);
            prober.start();
            double cpu = ProcessStat.cpuMillis(ProcessHandle.current().pid());
            long start = System.nanoTime();
            var result = openLoop.run(page, capacity * OVERLOAD_FACTOR, options.overloadSeconds());
            double elapsed = (System.nanoTime() - start) / 1e6;
            cpu = ProcessStat.cpuMillis(ProcessHandle.current().pid()) - cpu;
            prober.interrupt();
            prober.join();
            var after = load.run(options.seconds());
            double total = result.total();
            say(String.format(
                    Locale.ROOT,
                    "%-20s accepted p99 %.1f ms, at capacity %.1f ms; the client took %.0f %% of a processor",
                    OVERLOAD,
                    result.p99(),
                    before.p99(),
                    100 * cpu / elapsed));
            return new OverloadResult(
                    capacity,
                    before.p99(),
                    capacity * OVERLOAD_FACTOR,
                    result.accepted().getTotalCount() / total,
                    result.shed() / total,
                    result.failed() / total,
                    result.unsent() / total,
                    result.p50(),
                    result.p99(),
                    (double) ready.get() / probes.get(),
                    after.requests() / after.seconds() / capacity,
                    cpu / elapsed,
                    result.example());
        }
    }

    private void probe(AtomicInteger ready, AtomicInteger probes) {
        while (!Thread.currentThread().isInterrupted()) {
            probes.incrementAndGet();
            if (stage.server().isReady()) {
                ready.incrementAndGet();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }

    private String databaseVersion() throws SQLException {
        var environment = stage.database().environment();
        try (var connection = DriverManager.getConnection(
                stage.database().jdbcUrl(), environment.get("DB_USER"), environment.get("DB_PASSWORD"))) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature();
    }

    private static String commit() throws IOException {
        var process = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }

    private void say(String text) {
        console.println(String.format(Locale.ROOT, "[%5.1f s] %s", (System.nanoTime() - begin) / 1e9, text));
    }
}
