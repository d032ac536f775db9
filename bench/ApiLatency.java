import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Measures the API's main calls against a running server with the test data, and prints medians, 95th percentiles and
 * ratios within the one run. Bounded: some 7,000 requests, then it ends by itself.
 *
 * <pre>java bench/ApiLatency.java [http://localhost:8000]</pre>
 */
public final class ApiLatency {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 300;
    private static final int LONG = 5_000;
    private static final int SENDERS = 8;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static String api;
    private static String token;

    private ApiLatency() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments root of the server; localhost:8000 unless given
     */
    public static void main(String[] arguments) throws Exception {
        api = (arguments.length > 0 ? arguments[0] : "http://localhost:8000") + "/api/v1/";
        token = field(call("POST", "token/", "{\"username\":\"kwame\",\"password\":\"testpass123\"}"), "access");
        var small = conversation();
        var large = conversation();
        for (int i = 0; i < 20; i++) {
            send(small);
        }
        parallel("fill a conversation with " + LONG + " messages, " + SENDERS + " senders", LONG, () -> send(large));

        var profile = measure("own profile", () -> call("GET", "users/me/", null));
        var first = measure("newest 20 of 20 messages", () -> page(small, 0));
        var newest = measure("newest 20 of " + LONG, () -> page(large, 0));
        measure("20 of " + LONG + " after 4,000", () -> page(large, 4_000));
        var list = measure("list of conversations", () -> call("GET", "conversations/", null));
        var sending = measure("send a message", () -> send(large));
        System.out.printf(
                Locale.ROOT,
                "ratios: newest of many / of few %.2f; list / profile %.2f; send / profile %.2f%n",
                newest / first,
                list / profile,
                sending / profile);
    }

    private static double measure(String what, Callable<?> call) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            call.call();
        }
        var micros = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            var begin = System.nanoTime();
            call.call();
            micros[i] = (System.nanoTime() - begin) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%-45s median %7.2f ms, p95 %7.2f ms%n",
                what,
                micros[ROUNDS / 2] / 1_000.0,
                micros[ROUNDS * 95 / 100] / 1_000.0);
        return micros[ROUNDS / 2];
    }

    private static void parallel(String what, int count, Callable<?> call) throws Exception {
        var pool = Executors.newFixedThreadPool(SENDERS);
        try {
            var begin = System.nanoTime();
            var calls = new java.util.ArrayList<Callable<Object>>();
            for (int i = 0; i < count; i++) {
                calls.add(call::call);
            }
            for (var done : pool.invokeAll(calls)) {
                done.get();
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(Locale.ROOT, "%-45s %.0f a second%n", what, count / seconds);
        } finally {
            pool.shutdown();
        }
    }

    private static String conversation() throws Exception {
        return field(call("POST", "conversations/", "{\"title\":\"bench\"}"), "id");
    }

    private static String send(String conversation) throws Exception {
        return call("POST", "conversations/" + conversation + "/messages/", "{\"content\":\"Hello from the bench\"}");
    }

    private static String page(String conversation, int offset) throws Exception {
        return call("GET", "conversations/" + conversation + "/messages/?limit=20&offset=" + offset, null);
    }

    private static String field(String json, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in the answer");
        }
        return matcher.group(1);
    }

    private static String call(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api + path))
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
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode());
        }
        return response.body();
    }
}
