package messaging.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The cases with a closed loop, each checked once before it is measured. */
final class Cases implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BARE = "bare servlet";
    private static final String JDBC = "plain JDBC";
    private static final String CONTENT = "Could you have a look at the figures before noon?";
    private static final long FIRST_SIGN_IN = 2_001;
    private static final int SIGN_INS = 200;
    private static final long SLOW_NANOS = 150_000_000;
    private static final int SLOW_CONNECTIONS = 2;
    private static final int TRIES = 3;

    private final Stage stage;
    private final HttpClient client = Http.client();
    private final List<JdbcSender> senders = new ArrayList<>();
    private final String api;

    Cases(Stage stage) {
        this.stage = stage;
        this.api = "api/v1/";
    }

    /** All cases in the order of the table. The first ones complete the warm-up of all pages. */
    List<NamedCase> all() {
        return List.of(
                new NamedCase(
                        "page-around", () -> page("page-around", "page of 50, `around` the middle", "&around=500000")),
                new NamedCase(
                        "page-before",
                        () -> page("page-before", "page of 50, `before` at depth 1,000,000", "&before=101")),
                new NamedCase("page-newest", () -> page("page-newest", "page of 50, newest", "")),
                new NamedCase(
                        "page-offset", () -> page("page-offset", "page of 50, `offset=900000`", "&offset=900000")),
                new NamedCase("page-gzip", this::compressedPage),
                new NamedCase(
                        "conversations-many",
                        () -> conversations("conversations-many", "50 of 1,003 conversations", BenchData.ACTIVE_USER)),
                new NamedCase(
                        "conversations-few",
                        () -> conversations("conversations-few", "all 3 conversations", BenchData.QUIET_USER)),
                new NamedCase("message", this::message),
                new NamedCase("profile", this::profile),
                new NamedCase("search", this::search),
                new NamedCase(
                        "send-one", () -> send("send-one", "send, one conversation", BenchData.BUSY, BenchData.BUSY)),
                new NamedCase(
                        "send-many",
                        () -> send(
                                "send-many",
                                "send, 1,000 conversations",
                                BenchData.FIRST_OF_MANY,
                                BenchData.LAST_OF_MANY)),
                new NamedCase("sign-in", this::signIn),
                new NamedCase("refresh", this::refresh));
    }

    /**
     * A case that is prepared only if it is measured.
     *
     * @param name for {@code --only}
     * @param prepare checks the requests
     */
    record NamedCase(String name, Callable<Case> prepare) {}

    /** The requests of the case that the overload repeats. */
    Target newestPage() {
        return Target.get(stage.root(), messages(BenchData.LARGE) + "?limit=50", bearer(BenchData.ACTIVE_USER));
    }

    private Map<String, String> bearer(long user) {
        return Target.bearer(stage.token(user));
    }

    private String messages(long conversation) {
        return api + "conversations/" + conversation + "/messages/";
    }

    private Case page(String name, String title, String query) throws Exception {
        var target = Target.get(
                stage.root(), messages(BenchData.LARGE) + "?limit=50" + query, bearer(BenchData.ACTIVE_USER));
        var page = JSON.readTree(Http.check(client, target));
        require(page.path("results").size() == 50, page);
        long newest = page.path("results").path(0).path("seq").asLong();
        var bare = Target.get(
                stage.root(), "bare/messages?conversation=" + BenchData.LARGE + "&before=" + (newest + 1), Map.of());
        requireEqual(
                page.path("results"), JSON.readTree(Http.check(client, bare)).path("results"));
        requireEqual(page.path("count"), JSON.readTree(Http.check(client, bare)).path("count"));
        return new Case(name, title, load(target), target, BARE, load(bare));
    }

    private Case compressedPage() throws Exception {
        var headers = new HashMap<>(bearer(BenchData.ACTIVE_USER));
        headers.put("Accept-Encoding", "gzip");
        var target = Target.get(stage.root(), messages(BenchData.LARGE) + "?limit=50", headers);
        return new Case("page-gzip", "page of 50, newest, compressed", load(target), target);
    }

    private Case conversations(String name, String title, long user) throws Exception {
        var target = Target.get(stage.root(), api + "conversations/?limit=50", bearer(user));
        var page = JSON.readTree(Http.check(client, target));
        require(page.path("results").size() == (user == BenchData.QUIET_USER ? 3 : 50), page);
        return new Case(name, title, load(target), target);
    }

    private Case message() throws Exception {
        var page = JSON.readTree(Http.check(
                client,
                Target.get(
                        stage.root(),
                        messages(BenchData.LARGE) + "?limit=1&before=500001",
                        bearer(BenchData.ACTIVE_USER))));
        long id = page.path("results").path(0).path("id").asLong();
        return read(
                "message",
                "one message",
                messages(BenchData.LARGE) + id + "/",
                "bare/message?conversation=" + BenchData.LARGE + "&id=" + id);
    }

    private Case profile() throws Exception {
        return read("profile", "own profile", api + "users/me/", "bare/profile?id=" + BenchData.ACTIVE_USER);
    }

    private Case read(String name, String title, String path, String barePath) throws Exception {
        var target = Target.get(stage.root(), path, bearer(BenchData.ACTIVE_USER));
        var bare = Target.get(stage.root(), barePath, Map.of());
        requireEqual(JSON.readTree(Http.check(client, target)), JSON.readTree(Http.check(client, bare)));
        return new Case(name, title, load(target), target, BARE, load(bare));
    }

    private Case search() throws Exception {
        var target = Target.get(
                stage.root(), messages(BenchData.SEARCHED) + "?limit=50&search=9876", bearer(BenchData.ACTIVE_USER));
        var page = JSON.readTree(Http.check(client, target));
        require(page.path("count").asInt() == 1, page);
        return new Case("search", "search in 10,000 messages", load(target), target);
    }

    private Case send(String name, String title, long first, long last) throws Exception {
        var target = new Target(
                "POST",
                stage.root(),
                LongStream.rangeClosed(first, last).mapToObj(this::messages).toList(),
                List.of("{\"content\":\"" + CONTENT + "\"}"),
                bearer(BenchData.ACTIVE_USER),
                201);
        Http.check(client, target);
        var database = stage.database().environment();
        var sender = new JdbcSender(
                stage.database().jdbcUrl().replace("&sslMode=PREFERRED", "") + JdbcSender.FASTEST,
                database.get("DB_USER"),
                database.get("DB_PASSWORD"),
                first,
                last,
                BenchData.ACTIVE_USER,
                CONTENT);
        senders.add(sender);
        return new Case(name, title, load(target), target, JDBC, new ClosedLoop(Load.CONNECTIONS, sender));
    }

    private Case signIn() throws Exception {
        var target = signIns();
        Http.check(client, target);
        return new Case("sign-in", "sign-in", load(target), target);
    }

    private Target signIns() {
        var bodies = LongStream.range(FIRST_SIGN_IN, FIRST_SIGN_IN + SIGN_INS)
                .mapToObj(user -> "{\"username\":\"" + BenchData.username(user) + "\",\"password\":\""
                        + BenchData.PASSWORD + "\"}")
                .toList();
        return new Target("POST", stage.root(), List.of(api + "token/"), bodies, Map.of(), 200);
    }

    // Each refresh token is good once, so every thread continues with the one that it got.
    private Case refresh() throws Exception {
        var first = IntStream.range(0, Load.CONNECTIONS)
                .mapToObj(i -> new String[1])
                .toList();
        for (int i = 0; i < first.size(); i++) {
            first.get(i)[0] = refreshToken(Http.check(client, signIns(), i));
        }
        return new Case(
                "refresh",
                "refresh",
                new ClosedLoop(Load.CONNECTIONS, thread -> () -> refresh(first.get(thread))),
                null);
    }

    private int refresh(String[] token) throws Exception {
        var target = new Target(
                "POST",
                stage.root(),
                List.of(api + "token/refresh/"),
                List.of("{\"refresh\":\"" + token[0] + "\"}"),
                Map.of(),
                200);
        var body = Http.check(client, target);
        token[0] = refreshToken(body);
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String refreshToken(String pair) throws JsonProcessingException {
        return JSON.readTree(pair).path("refresh").asText();
    }

    // Requests in flight when wrk ends would continue in the server beside the next measurement; it matters if they are
    // slow.
    private Load load(Target target) throws IOException, InterruptedException {
        var isSlow = fastest(target) > SLOW_NANOS;
        return isSlow || !Wrk.isInstalled()
                ? new ClosedLoop(isSlow ? SLOW_CONNECTIONS : Load.CONNECTIONS, thread -> {
                    var number = new AtomicLong(thread);
                    return () -> Http.check(client, target, number.addAndGet(Load.CONNECTIONS))
                            .getBytes(StandardCharsets.UTF_8)
                            .length;
                })
                : new Wrk(target, Stage.FOLDER.resolve("wrk"));
    }

    private long fastest(Target target) throws IOException, InterruptedException {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            Http.check(client, target, i);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    private static void require(boolean condition, JsonNode response) {
        if (!condition) {
            throw new IllegalStateException("Unexpected response: " + response);
        }
    }

    private static void requireEqual(JsonNode product, JsonNode ceiling) {
        if (!product.equals(ceiling)) {
            throw new IllegalStateException(
                    "The ceiling returns something else.\nProduct: " + product + "\nCeiling: " + ceiling);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var sender : senders) {
            sender.close();
        }
    }
}
