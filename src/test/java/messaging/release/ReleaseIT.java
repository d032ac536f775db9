package messaging.release;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import messaging.command.Manage;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.FreshDatabase;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import messaging.release.Proxy.Colour;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A blue/green switch and a rolling update under constant sends and reads, with a migration in between, as an operator
 * does them: the new server ready first, then the traffic, then the drain of the old one with the image's own script.
 */
class ReleaseIT { // S-K8S-6

    private static final Duration START = Duration.ofMinutes(6);
    private static final int REQUESTS_PER_STEP = 40;
    private static final Path DRAIN = Path.of("image", "bin", "drain").toAbsolutePath();
    private static final int DRAIN_SECONDS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Map<String, Path> flags = new HashMap<>();

    // Three servers start one after the other, beside everything else.
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void losesNothingAndFailsNothing() throws Exception {
        List<LibertyServer> servers = new ArrayList<>();
        try (FreshDatabase database = FreshDatabase.create();
                Proxy proxy = new Proxy(folder)) {
            prepare(database);
            try {
                LibertyServer old = server("blue", database, servers);
                proxy.add(Colour.BLUE, 0, old.url());
                String access = signIn(proxy);
                List<String> accepted;
                try (LoadGenerator traffic =
                        new LoadGenerator(proxy.url() + "api/v1/conversations/1/messages/", access)) {
                    traffic.awaitMore(REQUESTS_PER_STEP);
                    migrateToTheNextVersion(database);
                    traffic.awaitMore(REQUESTS_PER_STEP);
                    switchColours(proxy, old, server("green", database, servers), traffic);
                    rollOver(proxy, servers.get(1), server("next", database, servers), traffic);
                    traffic.end();
                    assertEquals(List.of(), traffic.failures(), traffic.answered() + " requests");
                    accepted = traffic.accepted();
                }
                assertKeptOnce(database, accepted);
                System.out.println("The release lost nothing of " + accepted.size() + " messages");
                servers.forEach(server -> assertLogSaysNothingPrivate(server, access));
            } finally {
                servers.forEach(LibertyServer::stop);
            }
        }
    }

    private void switchColours(Proxy proxy, LibertyServer blue, LibertyServer green, LoadGenerator traffic)
            throws Exception {
        proxy.add(Colour.GREEN, 0, green.url());
        proxy.switchTo(Colour.GREEN);
        traffic.awaitMore(REQUESTS_PER_STEP);
        drain(proxy, Colour.BLUE, 0, blue);
        traffic.awaitMore(REQUESTS_PER_STEP);
    }

    private void rollOver(Proxy proxy, LibertyServer old, LibertyServer next, LoadGenerator traffic) throws Exception {
        proxy.add(Colour.GREEN, 1, next.url());
        traffic.awaitMore(REQUESTS_PER_STEP);
        drain(proxy, Colour.GREEN, 0, old);
        traffic.awaitMore(REQUESTS_PER_STEP);
    }

    /** Removes a server as a cluster removes a pod: the hook first, then the signal. */
    // S-K8S-2
    private void drain(Proxy proxy, Colour colour, int slot, LibertyServer server) throws Exception {
        ProcessBuilder hook = new ProcessBuilder(DRAIN.toString()).inheritIO();
        hook.environment().put("DRAIN_FILE", flags.get(server.url()).toString());
        hook.environment().put("DRAIN_SECONDS", Integer.toString(DRAIN_SECONDS));
        Process draining = hook.start();
        Eventually.holds("the server is not ready any more", () -> !server.isReady());
        Eventually.holds("the proxy has seen it", () -> !proxy.serves(colour, slot));
        // It still serves, and asks clients with open connections to open the next one elsewhere.
        ApiResponse answer =
                ApiRequest.to("GET", server.url() + "api/v1/health/").send().expect(200);
        assertEquals("close", answer.header("Connection").orElse("none"));
        assertTrue(draining.waitFor(2, TimeUnit.MINUTES), "The drain ends");
        assertEquals(0, draining.exitValue());
        server.stop();
        proxy.remove(colour, slot);
    }

    private LibertyServer server(String name, FreshDatabase database, List<LibertyServer> servers) {
        Path flag = folder.resolve(name + ".drain");
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("DRAIN_FILE", flag.toString());
        environment.put("DRAIN_SECONDS", Integer.toString(DRAIN_SECONDS));
        environment.put("WLP_LOGGING_CONSOLE_FORMAT", "json");
        environment.put("WLP_LOGGING_CONSOLE_SOURCE", "message,accessLog");
        LibertyServer server = TestStage.replica("release-" + name, environment);
        servers.add(server);
        server.awaitReady(START);
        flags.put(server.url(), flag);
        return server;
    }

    private static void prepare(FreshDatabase database) {
        Map<String, String> environment = new HashMap<>(database.environment());
        for (String command : List.of("migrate", "create_test_data")) {
            assertEquals(0, Manage.run(environment, command), command);
        }
    }

    private static String signIn(Proxy proxy) {
        return ApiRequest.to("POST", proxy.url() + "api/v1/token/")
                .json(object("username", "kwame", "password", "testpass123"))
                .send()
                .expect(200)
                .get("access")
                .textValue();
    }

    private static void migrateToTheNextVersion(FreshDatabase database) {
        int applied = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:release")
                // The migrations before it are the application's own, which are elsewhere.
                .ignoreMigrationPatterns("*:missing")
                .load()
                .migrate()
                .migrationsExecuted;
        assertEquals(1, applied);
    }

    private static void assertKeptOnce(FreshDatabase database, List<String> accepted) throws SQLException {
        List<String> kept = new ArrayList<>();
        long first = 0;
        long last = 0;
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT seq, content FROM messages WHERE conversation_id = 1 AND content LIKE 'sender-%'"
                                + " ORDER BY seq")) {
            while (rows.next()) {
                last = rows.getLong("seq");
                first = kept.isEmpty() ? last : first;
                kept.add(rows.getString("content"));
            }
        }
        assertTrue(accepted.size() > 0);
        assertEquals(accepted.size(), kept.size(), "Neither lost nor doubled");
        assertEquals(new TreeSet<>(accepted), new TreeSet<>(kept));
        assertEquals(kept.size(), last - first + 1, "Numbered without gaps");
    }

    // S-RUN-6
    private static void assertLogSaysNothingPrivate(LibertyServer server, String access) {
        try {
            String log = Files.readString(server.log().path());
            assertTrue(!log.contains(access) && !log.contains("sender-"), "A token or a message in " + server.log());
            List<JsonNode> requests = new ArrayList<>();
            for (String line : log.lines().filter(line -> !line.isBlank()).toList()) {
                JsonNode entry = JSON.readTree(line);
                if (entry.path("type").asText().equals("liberty_accesslog")
                        && entry.path("ibm_uriPath").asText().startsWith("/api/v1/")) {
                    requests.add(entry);
                }
            }
            assertTrue(requests.size() > 0);
            requests.forEach(request -> assertTrue(request.has("ibm_responseHeader_x-request-id"), request.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
