package messaging.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.it.TestStage;

/** A proxy without WebSocket support: it forwards plain requests and refuses upgrades. */
final class NoWebSocketProxy implements AutoCloseable {

    // Headers of one connection, which are not forwarded.
    private static final Set<String> HOP_BY_HOP_HEADERS = Set.of(
            "host",
            "origin",
            "connection",
            "upgrade",
            "content-length",
            "transfer-encoding",
            "keep-alive",
            "http2-settings");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean allRefused;
    private volatile boolean apiRefused;

    NoWebSocketProxy() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    /** Returns the URL of the proxy, with a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Returns the number of refused upgrades. */
    int refused() {
        return refused.get();
    }

    /** Refuses the requests of the API, or forwards them again. */
    void refuseApi(boolean now) {
        apiRefused = now;
    }

    /** Refuses all requests, or forwards them again. */
    void refuseAll(boolean now) {
        allRefused = now;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            if (allRefused || apiRefused && exchange.getRequestURI().getPath().startsWith("/api/")) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            HttpResponse<byte[]> answer = send(request(exchange));
            answer.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP_HEADERS.contains(name)) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // A reused connection may be closed at the same moment. Only safe requests are repeated.
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            if (!request.method().equals("GET")) {
                throw e;
            }
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestStage.url().replaceFirst("/$", "") + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        // The server must see the same origin, as behind a proxy that keeps the host name.
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            request.header("Origin", TestStage.url().replaceFirst("/$", ""));
        }
        return request.build();
    }
}
