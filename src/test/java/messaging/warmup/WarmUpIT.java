package messaging.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import messaging.command.Manage;
import messaging.it.ApiRequest;
import messaging.it.Eventually;
import messaging.it.FreshDatabase;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server is ready only when it is warm, and the warm-up leaves no data (S-K8S-2). */
@Tag("database")
class WarmUpIT {
    private static final Duration START = Duration.ofMinutes(4);
    private static final List<String> TABLES = List.of(
            "users",
            "sessions",
            "conversations",
            "participants",
            "messages",
            "inbox_entries",
            "mentions",
            "throttle_buckets",
            "users_seen");

    private final List<LibertyServer> servers = new ArrayList<>();
    private final FreshDatabase database = FreshDatabase.create();

    @AfterEach
    void stop() {
        servers.forEach(LibertyServer::stop);
        database.close();
    }

    // S-K8S-2: two replicas start at the same time on an empty database; neither localhost nor its address is an
    // allowed host.
    @Test
    void serverIsReadyWhenWarmAndKeepsNoData() throws Exception {
        var first = start("600", Map.of("ALLOWED_HOSTS", ".example.com"));
        var second = start("600", Map.of("HTTP_HOST", "0.0.0.0"));
        assertTrue(wasColdFirst(first), "the first response did not come from a cold server");
        for (LibertyServer server : List.of(first, second)) {
            server.awaitReady(START);
            assertTrue(log(server).contains("Warmed up in "), log(server));
            assertFalse(log(server).contains("[ERROR"), log(server));
            // Liberty would otherwise warn about each check of a server that is not ready.
            assertTrue(
                    log(server).lines().noneMatch(line -> line.startsWith("[WARNING") && line.contains("warm")),
                    log(server));
            assertTrue(metric(server, "messaging_warm_up_seconds") > 0);
            assertEquals(0, metric(server, "messaging_messages_sent_total"));
            // This test requested health only; the server's own requests are not counted.
            assertFalse(metrics(server).contains("route=\"/api/v1/"), metrics(server));
        }
        for (String table : TABLES) {
            assertEquals(0, rows(table), table);
        }
    }

    // S-K8S-2: with a time limit
    @Test
    void serverIsReadyAfterTheTimeLimit() throws Exception {
        var server = start("1", Map.of());
        server.awaitReady(START);
        Eventually.holds(() -> metric(server, "messaging_warm_up_seconds") > 0);
        assertTrue(log(server).contains("Not warmed up after 1 s (WARM_UP_SECONDS)"), log(server));
        assertFalse(log(server).contains("Warmed up in "), log(server));
        for (String table : TABLES) {
            assertEquals(0, rows(table), table);
        }
    }

    // S-K8S-2: a failed warm-up is a warning and does not keep the server from becoming ready.
    @Test
    void failedWarmUpLeavesServerReady() throws Exception {
        assertEquals(0, Manage.run(database.environment(), "migrate"));
        var user = "reader_" + UUID.randomUUID().toString().substring(0, 8);
        var name = database.environment().get("DB_NAME");
        run("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'read-only'");
        try {
            run("GRANT SELECT ON " + name + ".* TO '" + user + "'@'%'");
            var server = start("60", Map.of("DB_USER", user, "DB_PASSWORD", "read-only"));
            server.awaitReady(START);
            Eventually.holds(() -> log(server).contains("The warm-up failed; the server is ready without it"));
            assertEquals(
                    200,
                    ApiRequest.to("GET", server.url() + "api/v1/health/").send().status());
        } finally {
            run("DROP USER '" + user + "'@'%'");
        }
    }

    // S-RUN-6: only the server itself knows the key, so clients cannot exclude requests from metrics.
    @Test
    void forgedInternalRequestsAreCounted() {
        var series =
                "http_server_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/health/\",status=\"200\"}";
        var url = TestStage.url();
        ApiRequest.to("GET", url + "api/v1/health/").send().expect(200);
        var before = value(ApiRequest.to("GET", url + "metrics").send().text(), series);
        for (String key : List.of("", "0", "true", "0".repeat(64))) {
            ApiRequest.to("GET", url + "api/v1/health/")
                    .header("X-Internal-Request", key)
                    .send()
                    .expect(200);
        }
        assertTrue(value(ApiRequest.to("GET", url + "metrics").send().text(), series) >= before + 4);
    }

    // S-K8S-2
    @Test
    void warmUpCanBeTurnedOff() {
        var metrics = ApiRequest.to("GET", TestStage.url() + "metrics").send().text();
        assertEquals(0, value(metrics, "messaging_warm_up_seconds"));
        ApiRequest.to("GET", TestStage.url() + "health/ready").send().expect(200);
    }

    private LibertyServer start(String limit, Map<String, String> more) {
        var settings = new HashMap<>(database.environment());
        settings.put("WARM_UP_SECONDS", limit);
        settings.putAll(more);
        var server = TestStage.replica("warm-up-" + UUID.randomUUID(), settings);
        servers.add(server);
        return server;
    }

    /** Polls readiness until there is a response; true if the first response came from a cold server. */
    private static boolean wasColdFirst(LibertyServer server) {
        var answers = new ArrayList<String>();
        Eventually.holds(() -> {
            try {
                answers.add(ApiRequest.to("GET", server.url() + "health/ready")
                        .send()
                        .text());
                return true;
            } catch (RuntimeException notYet) {
                return false;
            }
        });
        return Pattern.compile("\"name\":\"warm\"[^}]*\"status\":\"DOWN\"|\"status\":\"DOWN\"[^}]*\"name\":\"warm\"")
                .matcher(answers.get(0).replaceAll("\\s", ""))
                .find();
    }

    private static String log(LibertyServer server) {
        try {
            return Files.readString(server.log().path(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String metrics(LibertyServer server) {
        return ApiRequest.to("GET", server.url() + "metrics").send().text();
    }

    private static double metric(LibertyServer server, String series) {
        return value(metrics(server), series);
    }

    private static double value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series + " in\n" + text));
    }

    private long rows(String table) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
