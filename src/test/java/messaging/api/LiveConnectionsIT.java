package messaging.api;

import static messaging.it.ApiRequest.object;
import static messaging.it.ApiRequest.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of live connections, and their end when the server is drained. */
class LiveConnectionsIT { // S-PLUS-5, S-K8S-2
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static Path flag;
    private static LibertyServer server;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private final Account esi = Account.register();

    @BeforeAll
    static void start() {
        flag = folder.resolve("drain");
        server = TestStage.replica(
                "small", Map.of("EVENTS_CONNECTIONS", "4", "DRAIN_FILE", flag.toString(), "DRAIN_SECONDS", "1"));
        server.awaitReady(START_TIMEOUT);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static EventClient openEventStream(Account account) {
        return EventClient.openEventStream(server.url(), account.access(), "");
    }

    private static EventClient openWebSocket(Account account) {
        return EventClient.openWebSocket(
                server.url(), "api/v1/ws", Optional.empty(), write(object("type", "auth", "token", account.access())));
    }

    private static int readinessStatus() {
        return ApiRequest.to("GET", server.url() + "health/ready").send().status();
    }

    @Test
    void connectionsAreLimitedAndEndWhenServerIsDrained() throws IOException {
        try (var first = openEventStream(ama);
                var second = openWebSocket(ama)) {
            first.await("caught_up");
            second.await("caught_up");
            assertTooMany(ama, 429);
            try (var third = openEventStream(kofi);
                    var fourth = openWebSocket(kofi)) {
                third.await("caught_up");
                fourth.await("caught_up");
                assertTooMany(esi, 503);
                Files.createFile(flag);
                for (var each : List.of(first, second, third, fourth)) {
                    var end = each.await("end");
                    assertEquals("draining", end.get("reason").textValue());
                    assertTrue(end.get("resume").isTextual(), end.toString());
                }
                assertEquals(1012, second.awaitClose());
                assertEquals(1012, fourth.awaitClose());
            }
        }
        assertEquals(503, readinessStatus());
        try (var late = openEventStream(esi)) {
            assertEquals("draining", late.await("end").get("reason").textValue());
        }
        Files.delete(flag);
        Eventually.holds(() -> readinessStatus() == 200);
        Eventually.holds(LiveConnectionsIT::isAdmitted);
    }

    private static void assertTooMany(Account account, int status) {
        var refused = ApiRequest.to("GET", server.url() + "api/v1/events/")
                .bearer(account.access())
                .send()
                .expectProblem(status);
        assertEquals("10", refused.header("Retry-After").orElse(""));
        try (var socket = openWebSocket(account)) {
            assertEquals("too_many", socket.await("end").get("reason").textValue());
            assertEquals(1013, socket.awaitClose());
        }
    }

    // The server checks the flag periodically.
    private static boolean isAdmitted() {
        try (var again = openEventStream(Account.register())) {
            return again.await(frame -> List.of("caught_up", "end")
                            .contains(frame.get("type").textValue()))
                    .get("type")
                    .textValue()
                    .equals("caught_up");
        }
    }
}
