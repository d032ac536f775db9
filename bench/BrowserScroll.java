import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Measures in Chromium how smoothly the web client scrolls through a conversation of 10,000 messages, beside one of 100,
 * against a running server with the test data. It makes both conversations first, unless an earlier run left them there.
 * The wheel is turned by Chromium itself, through its compositor, so the page gets what a hand would give it. Ends by
 * itself after some five minutes.
 *
 * <pre>java bench/BrowserScroll.java [http://localhost:8000 [10000]]</pre>
 *
 * It needs the program {@code chromium} on the PATH, or another one of that family named by {@code CHROME_PATH}.
 */
public final class BrowserScroll {
    private static final int FEW = 100;
    private static final int PIXELS_A_SECOND = 6_000;
    /** Less than the shorter conversation is high, or its page would stand still for a part of the time. */
    private static final int SWEEP = 5_000;

    private static final int SWEEPS = 20;
    private static final int CLIMB = 24_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String[] PEOPLE = {"kwame", "ama", "kofi"};
    private static final String[] WORDS = {
        "Good morning!",
        "Did you see https://example.com/news/2026/the-harvest ?",
        "Yes.",
        "The rain comes in the afternoon, so let us meet earlier, say at eleven, in front of the library; bring the drawings,"
                + " please, and the old ones too, because we must compare them before we answer the council.",
        "One line\nand another one\nand a third",
        "👍🏽",
        "I'll be there a little later than that."
    };

    /** Records in each frame its duration, the number of rows, whether a part of the list is empty, and the rows that go by. */
    private static final String METER = """
            (() => {
              const meter = window.meter = {
                clear() { Object.assign(meter, { deltas: [], rows: 0, bare: 0, leap: 0, at: null, tasks: [], last: performance.now() }); },
              };
              meter.clear();
              new PerformanceObserver((list) => meter.tasks.push(...list.getEntries().map((task) => task.duration)))
                .observe({ type: 'longtask' });
              const frame = () => {
                const now = performance.now();
                meter.deltas.push(now - meter.last);
                meter.last = now;
                const view = document.querySelector('.scroll');
                const rows = document.querySelector('.rows');
                if (rows?.firstElementChild) {
                  meter.rows = Math.max(meter.rows, rows.childElementCount);
                  const place = view.getBoundingClientRect();
                  if (rows.firstElementChild.getBoundingClientRect().top > place.top + 80
                      || rows.lastElementChild.getBoundingClientRect().bottom < place.bottom - 80) {
                    meter.bare += 1;
                  }
                  const first = [...rows.children].find((row) => row.dataset.key.startsWith('m')
                    && row.getBoundingClientRect().bottom > place.top);
                  const at = first ? Number(first.dataset.key.slice(1)) : meter.at;
                  meter.leap = Math.max(meter.leap, Math.abs(at - (meter.at ?? at)));
                  meter.at = at;
                }
                requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
              return 'ready';
            })()""";

    private BrowserScroll() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments root of the server, localhost:8000 unless given; how many messages the long conversation has
     */
    public static void main(String[] arguments) throws Exception {
        var server = arguments.length > 0 ? arguments[0] : "http://localhost:8000";
        var many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        var api = new Api(server + "/api/v1/");
        var small = api.conversation(FEW);
        var large = api.conversation(many);
        try (var browser = new Chromium()) {
            browser.open(server + "/");
            browser.until("!!document.querySelector('[name=password]')");
            browser.evaluate("(() => { for (const [name, value] of [['username', 'kwame'], ['password', 'testpass123']]) {"
                    + " document.querySelector(`[name=${name}]`).value = value; }"
                    + " document.querySelector('form button').click(); return 'sent'; })()");
            browser.until("!!document.querySelector('.list .item')");
            browser.evaluate(METER);
            System.out.printf(
                    "%-34s %6s %8s %8s %8s %8s %12s %6s %6s %6s %9s%n",
                    "", "frames", "median", "95 %", "longest", "> 50 ms", "long tasks", "bare", "leap", "rows", "heap");
            var few = measure(browser, FEW + " messages, up and down", small, () -> sweep(browser));
            var all = measure(browser, many + " messages, up, loading", large, () -> climb(browser));
            var loaded = measure(browser, many + " messages, up and down", null, () -> sweep(browser));
            System.out.printf(
                    Locale.ROOT,
                    "%d to %d messages, up and down: median %.2f, 95 %% %.2f; heap %.2f; rows %.2f. Loading: median %.2f, 95 %% %.2f.%n",
                    many, FEW, loaded.median / few.median, loaded.p95 / few.p95, loaded.heap / few.heap,
                    loaded.rows / few.rows, all.median / few.median, all.p95 / few.p95);
        }
    }

    private record Figures(double median, double p95, double heap, double rows) {}

    private static Figures measure(Chromium browser, String name, String conversation, Callable<?> act) throws Exception {
        if (conversation != null) {
            browser.evaluate("location.hash = '#/c/" + conversation + "'");
            browser.until("document.querySelector('conversation-view')?.messageWindow?.id === " + conversation
                    + " && !!document.querySelector('.message')");
        }
        // The first frames draw the page and are not scrolling.
        Thread.sleep(2_000);
        browser.evaluate("meter.clear()");
        act.call();
        var noted = browser.evaluate("[meter.deltas.map((one) => one.toFixed(2)).join(' '), meter.tasks.length,"
                        + " meter.tasks.reduce((sum, one) => sum + one, 0).toFixed(0), meter.bare, meter.rows, meter.leap].join(';')")
                .split(";");
        var deltas = Arrays.stream(noted[0].split(" ")).mapToDouble(Double::parseDouble).sorted().toArray();
        var heap = browser.heap() / 1e6;
        var median = deltas[deltas.length / 2];
        var p95 = deltas[deltas.length * 95 / 100];
        var slow = Arrays.stream(deltas).filter(one -> one > 50).count();
        System.out.printf(
                Locale.ROOT,
                "%-34s %6d %5.1f ms %5.1f ms %5.0f ms %7.2f%% %4s %4s ms %5.2f%% %6s %6s %6.1f MB%n",
                name, deltas.length, median, p95, deltas[deltas.length - 1], 100.0 * slow / deltas.length, noted[1],
                noted[2], 100.0 * Integer.parseInt(noted[3]) / deltas.length, noted[5], noted[4], heap);
        return new Figures(median, p95, heap, Double.parseDouble(noted[4]));
    }

    /** Up and down again, as often as makes some two thousand frames. */
    private static String sweep(Chromium browser) throws Exception {
        for (var i = 0; i < SWEEPS; i++) {
            browser.wheel(SWEEP);
            browser.wheel(-SWEEP);
        }
        return "done";
    }

    /** Up until the first message is there. */
    private static String climb(Chromium browser) throws Exception {
        for (var i = 0; i < 1_000; i++) {
            browser.wheel(CLIMB);
            if (browser.evaluate("String(document.querySelector('conversation-view').messageWindow.atStart"
                            + " && document.querySelector('.scroll').scrollTop < 10)")
                    .equals("true")) {
                return "done";
            }
        }
        throw new IllegalStateException("The first message never came.");
    }

    /** The conversations that are scrolled. */
    private static final class Api {
        private final String root;
        private final List<String> tokens = new ArrayList<>();

        Api(String root) throws Exception {
            this.root = root;
            for (var name : PEOPLE) {
                tokens.add(field(
                        call(null, "POST", "token/", "{\"username\":\"" + name + "\",\"password\":\"testpass123\"}"), "access"));
            }
        }

        String conversation(int messages) throws Exception {
            var id = field(
                    call(
                            tokens.get(0),
                            "POST",
                            "conversations/",
                            "{\"title\":\"" + messages + " messages\",\"participants\":[2,3],\"client_id\":\"scroll-" + messages + "\"}"),
                    "id");
            var there = Integer.parseInt(field(call(tokens.get(0), "GET", "conversations/" + id + "/", null), "last_seq"));
            var pool = Executors.newFixedThreadPool(tokens.size());
            var sent = new AtomicInteger(there);
            try {
                for (var done : pool.invokeAll(tokens.stream()
                        .map(token -> (Callable<String>) () -> fill(id, token, sent, messages))
                        .toList())) {
                    done.get();
                }
            } finally {
                pool.shutdown();
            }
            return id;
        }

        private String fill(String id, String token, AtomicInteger sent, int messages) throws Exception {
            for (int i; (i = sent.incrementAndGet()) <= messages; ) {
                call(token, "POST", "conversations/" + id + "/messages/", "{\"content\":\"" + i + ": "
                        + WORDS[i % WORDS.length].replace("\n", "\\n") + "\"}");
            }
            return id;
        }

        private String call(String token, String method, String path, String body) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(root + path))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }
    }

    private static String field(String json, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\\s*\"?([^\",}]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /** A browser with one page, told what to do by the DevTools protocol. */
    private static final class Chromium implements AutoCloseable {
        private final Path profile = Files.createTempDirectory("scroll-");
        private final Process process;
        private final WebSocket socket;
        private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
        private int last;

        Chromium() throws Exception {
            process = new ProcessBuilder(
                            System.getenv().getOrDefault("CHROME_PATH", "chromium"),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--window-size=1200,800",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("output.log").toFile())
                    .start();
            var port = port();
            var pages = CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            var address = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]+/page/[^\"]+)\"").matcher(pages);
            if (!address.find()) {
                throw new IllegalStateException("Chromium has no page: " + pages);
            }
            socket = CLIENT.newWebSocketBuilder().buildAsync(URI.create(address.group(1)), new Answers()).join();
        }

        private String port() throws Exception {
            var file = profile.resolve("DevToolsActivePort");
            for (var i = 0; i < 600; i++) {
                if (Files.exists(file) && Files.readString(file).contains("\n")) {
                    return Files.readAllLines(file).get(0);
                }
                if (!process.isAlive()) {
                    throw new IllegalStateException("Chromium ended: " + Files.readString(profile.resolve("output.log")));
                }
                Thread.sleep(100);
            }
            throw new IllegalStateException("Chromium does not open its port.");
        }

        private final class Answers implements WebSocket.Listener {
            private final StringBuilder text = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
                text.append(part);
                if (isLast) {
                    var answer = text.toString();
                    text.setLength(0);
                    var id = Pattern.compile("^\\{\"id\":(\\d+)").matcher(answer);
                    if (id.find()) {
                        waiting.remove(Integer.valueOf(id.group(1))).complete(answer);
                    }
                }
                from.request(1);
                return null;
            }
        }

        private String send(String method, String parameters) throws Exception {
            var id = ++last;
            var answer = new CompletableFuture<String>();
            waiting.put(id, answer);
            socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true);
            var text = answer.get(5, TimeUnit.MINUTES);
            if (text.contains("\"error\":{") || text.contains("\"exceptionDetails\"")) {
                throw new IllegalStateException(method + ": " + text);
            }
            return text;
        }

        void open(String address) throws Exception {
            send("Page.navigate", "{\"url\":\"" + address + "\"}");
        }

        /** Returns the result of a script as text without quotation marks. */
        String evaluate(String script) throws Exception {
            var answer = send(
                    "Runtime.evaluate",
                    "{\"returnByValue\":true,\"awaitPromise\":true,\"expression\":\""
                            + script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
            var value = Pattern.compile("\"value\":\"?([^\"}]*)").matcher(answer);
            return value.find() ? value.group(1) : "";
        }

        void until(String condition) throws Exception {
            for (var i = 0; i < 600; i++) {
                if (evaluate("String(" + condition + ")").equals("true")) {
                    return;
                }
                Thread.sleep(100);
            }
            throw new IllegalStateException("never: " + condition);
        }

        /** Turns the wheel: up, or down with a negative number of pixels. */
        void wheel(int up) throws Exception {
            send(
                    "Input.synthesizeScrollGesture",
                    "{\"x\":800,\"y\":400,\"yDistance\":" + up + ",\"speed\":" + PIXELS_A_SECOND
                            + ",\"gestureSourceType\":\"mouse\",\"preventFling\":true}");
        }

        /** Bytes that scripts hold, after a collection. */
        double heap() throws Exception {
            send("HeapProfiler.collectGarbage", "{}");
            return Double.parseDouble(field(send("Runtime.getHeapUsage", "{}"), "usedSize"));
        }

        @Override
        public void close() throws IOException {
            socket.abort();
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
            for (var tries = 0; Files.exists(profile) && tries < 50; tries++) {
                try (var files = Files.walk(profile)) {
                    files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
                } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
                    continue; // The browser's processes write until they are gone.
                }
            }
        }
    }
}
