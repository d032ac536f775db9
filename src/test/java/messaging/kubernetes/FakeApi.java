package messaging.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Simulates the application for one conversation, or fails at a given step. */
final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private String failing = "";
    private volatile boolean older;
    private volatile String password = "";
    private volatile String content = "";
    private volatile boolean deleted;

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests such as "POST token/" fail with 500. */
    void fail(String request) {
        failing = request;
    }

    /** Accounts cannot be deleted, as in previous versions. */
    void deleteNoAccounts() {
        older = true;
    }

    /** Returns the requests, as method, path and host. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().replace("/api/v1/", "");
        var request = exchange.getRequestMethod() + " " + path;
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request + " " + exchange.getRequestHeaders().getFirst("Host"));
        if (request.equals(failing)) {
            send(exchange, 500, "", "{\"detail\":\"broken\"}");
            return;
        }
        var signedIn =
                "Bearer secret-access".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        switch (request) {
            case "GET health/" -> send(exchange, 200, "", "{\"status\":\"UP\"}");
            case "POST users/" -> {
                password = body.replaceAll(".*\"password\":(\"[^\"]+\").*", "$1");
                send(exchange, 201, "", "{\"id\":9}");
            }
            case "DELETE users/me/" -> {
                var proven = signedIn && body.equals("{\"current_password\":" + password + "}");
                send(exchange, older ? 405 : proven ? 204 : 400, "", "");
            }
            case "POST token/" ->
                send(exchange, 200, "", "{\"refresh\":\"secret-refresh\",\"access\":\"secret-access\"}");
            case "POST token/logout/" -> send(exchange, body.contains("secret-refresh") ? 204 : 400, "", "");
            case "POST conversations/" -> send(exchange, signedIn ? 201 : 401, "/api/v1/conversations/7/", "{}");
            case "POST conversations/7/messages/" -> {
                content = body;
                deleted = false;
                send(exchange, signedIn ? 201 : 401, "/api/v1/conversations/7/messages/8/", "{}");
            }
            case "GET conversations/7/messages/8/" -> send(exchange, deleted ? 404 : 200, "", content);
            case "DELETE conversations/7/messages/8/" -> {
                deleted = true;
                send(exchange, 204, "", "");
            }
            case "DELETE conversations/7/" -> send(exchange, 204, "", "");
            default -> send(exchange, 405, "", "{}");
        }
    }

    private static void send(HttpExchange exchange, int status, String location, String body) throws IOException {
        if (!location.isEmpty()) {
            exchange.getResponseHeaders()
                    .set("Location", "http://" + exchange.getRequestHeaders().getFirst("Host") + location);
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
