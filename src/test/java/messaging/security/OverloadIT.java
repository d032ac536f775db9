package messaging.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.TestStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that never finish their requests, and so occupy all request slots of the server. */
class OverloadIT { // S-SPEED-6
    private static final int SLOTS = Math.max(32, 8 * Runtime.getRuntime().availableProcessors());
    private static final int QUEUE = 512;
    private static final int ATTEMPTS = 20;
    private static final String RUNNING = "http_server_requests{state=\"running\"}";
    private static final String LONG_RUNNING = "http_server_requests{state=\"long_running\"}";
    private static final String REFUSED = "http_server_requests_refused_total";

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        Eventually.holds(() -> value(RUNNING) + value(LONG_RUNNING) == 0);
    }

    @Test
    void healthAndMetricsNeverWait() {
        hold(SLOTS);
        for (String path : List.of("health/ready", "health/live", "health/started", "api/v1/health/", "metrics")) {
            ApiRequest.to("GET", TestStage.url() + path).send().expect(200);
        }
    }

    @Test
    void slowClientsLoseTheirPlaces() {
        Account ama = Account.register();
        hold(SLOTS);
        Eventually.holds(() -> ama.get("users/me/").status() == 200);
        assertTrue(value(LONG_RUNNING) > 0);
    }

    @Test
    void fullQueueRefusesRequestsAndRecovers() {
        Account ama = Account.register();
        double before = value(REFUSED);
        ApiResponse refused = fillUntilRefused(() -> ama.get("users/me/"), answer -> answer.status() == 503);
        refused.expectProblem(503);
        assertEquals("/problems/server-busy", refused.get("type").textValue());
        assertEquals("1", refused.header("Retry-After").orElse("none"));
        assertTrue(refused.header("X-Request-Id").isPresent());
        assertTrue(value(REFUSED) > before);
        ApiRequest.to("GET", TestStage.url() + "health/ready").send().expect(200);
        Eventually.holds(() -> ama.get("users/me/").status() == 200);
    }

    // WebSocket frames need no slot and are never refused.
    @Test
    void webSocketWorksWhileRequestsAreRefused() throws IOException {
        Account ama = Account.register();
        try (EventClient socket = EventClient.openWebSocket("{\"type\":\"auth\",\"token\":\"" + ama.access() + "\"}")) {
            socket.await("hello");
            for (int attempt = 0; attempt < 3; attempt++) {
                fillUntilRefused(() -> ama.get("users/me/"), answer -> answer.status() == 503);
                int pongs = pongs(socket);
                socket.send("{\"type\":\"ping\"}");
                Eventually.holds(() -> pongs(socket) > pongs);
            }
            assertFalse(socket.isOver());
        }
    }

    private static int pongs(EventClient socket) {
        return (int) socket.frames().stream()
                .filter(frame -> frame.get("type").textValue().equals("pong"))
                .count();
    }

    // The server responds before it has read the body, and must not parse the body as the next request.
    @Test
    void refusedRequestWithABodyClosesTheConnectionOrLeavesItUsable() {
        String answers = fillUntilRefused(this::sendTwo, text -> text.startsWith("HTTP/1.1 503 "));
        assertTrue(answers.contains("\r\nConnection: Close\r\n") || answers.contains("HTTP/1.1 200 "), answers);
    }

    @Test
    void allowedOriginCanReadTheRefusal() {
        String server = Replicas.withTls().url();
        ApiResponse refused = fillUntilRefused(
                server,
                () -> ApiRequest.to("GET", server + "api/v1/users/me/")
                        .header("Origin", Replicas.ALLOWED_ORIGIN)
                        .send(),
                answer -> answer.status() == 503);
        assertEquals(
                Replicas.ALLOWED_ORIGIN,
                refused.header("Access-Control-Allow-Origin").orElse("none"));
        assertTrue(refused.header("Access-Control-Expose-Headers").orElse("").contains("Retry-After"));
        assertEquals("Origin", refused.header("Vary").orElse("none"));
    }

    private String sendTwo() {
        try {
            Socket client = send(
                    TestStage.url(),
                    "POST /api/v1/token/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n{}"
                            + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            client.setSoTimeout(60_000);
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Slots are released after two seconds. On a slow machine, filling the queue may take as long.
    private <T> T fillUntilRefused(Supplier<T> request, Predicate<T> isRefused) {
        return fillUntilRefused(TestStage.url(), request, isRefused);
    }

    private <T> T fillUntilRefused(String server, Supplier<T> request, Predicate<T> isRefused) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            open(server, SLOTS + QUEUE);
            T answer = request.get();
            if (isRefused.test(answer)) {
                return answer;
            }
        }
        throw new AssertionError("no request was refused");
    }

    // While the server recovers from the overload of another test, it refuses some requests.
    private void hold(int requests) {
        Eventually.holds(() -> {
            int missing = requests - (int) (value(RUNNING) + value(LONG_RUNNING));
            open(TestStage.url(), missing);
            return missing <= 0;
        });
    }

    /** Opens requests whose bodies never arrive. */
    private void open(String server, int requests) {
        for (int i = 0; i < requests; i++) {
            send(
                    server,
                    "POST /api/v1/token/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 40\r\n\r\n{\"username\":");
        }
    }

    private Socket send(String server, String request) {
        try {
            var client = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(server).getPort());
            clients.add(client);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double value(String metric) {
        String text = ApiRequest.to("GET", TestStage.url() + "metrics")
                .send()
                .expect(200)
                .text();
        var line = Pattern.compile("(?m)^" + Pattern.quote(metric) + " (.*)$").matcher(text);
        assertTrue(line.find(), () -> metric + " is missing in " + text);
        return Double.parseDouble(line.group(1));
    }
}
