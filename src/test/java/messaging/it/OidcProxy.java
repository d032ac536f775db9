package messaging.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A proxy between browsers and an OpenID provider. It records the requests, and can change the responses.
 */
public final class OidcProxy {

    private static final String AUTHORIZE = "/authorize";
    private static final String TOKEN = "/token";
    private static final String END_SESSION = "/logout";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI providersAuthorize;
    private final URI providersToken;
    private final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> trades = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, String>> signOuts = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Map<String, String> redirect = Map.of();
    private volatile Consumer<ObjectNode> change = tokens -> {};

    OidcProxy(URI providersAuthorize, URI providersToken) {
        this.providersAuthorize = providersAuthorize;
        this.providersToken = providersToken;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(AUTHORIZE, this::authorize);
        server.createContext(TOKEN, this::trade);
        server.createContext(END_SESSION, this::endSession);
        server.start();
    }

    /** Clears the recorded requests, and responds as the provider does. */
    public void reset() {
        authorizations.clear();
        trades.clear();
        signOuts.clear();
        redirect = Map.of();
        change = tokens -> {};
    }

    /** From now on sends browsers back with these parameters, and with the request's {@code state} unless it is named. */
    public void redirectWith(Map<String, String> parameters) {
        redirect = Map.copyOf(parameters);
    }

    /** From now on changes what the provider gives for a code. */
    public void changeTokens(Consumer<ObjectNode> changing) {
        change = changing;
    }

    /** Returns the parameters of all sign-in requests. */
    public List<Map<String, String>> authorizationRequests() {
        return List.copyOf(authorizations);
    }

    /** Returns the parameters of all token requests. */
    public List<Map<String, String>> tokenRequests() {
        return List.copyOf(trades);
    }

    /** Returns the parameters of all sign-out requests. */
    public List<Map<String, String>> signOutRequests() {
        return List.copyOf(signOuts);
    }

    String endSessionEndpoint() {
        return address(END_SESSION);
    }

    String authorizationEndpoint() {
        return address(AUTHORIZE);
    }

    /** Returns the address where browsers exchange codes for tokens. */
    public String tokenEndpoint() {
        return address(TOKEN);
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            Map<String, String> asked = parameters(query);
            authorizations.add(asked);
            String target = providersAuthorize + "?" + query;
            if (!redirect.isEmpty()) {
                Map<String, String> answer = new HashMap<>(Map.of("state", asked.get("state")));
                answer.putAll(redirect);
                target = asked.get("redirect_uri") + "?" + form(answer);
            }
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void endSession(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
            signOuts.add(asked);
            exchange.getResponseHeaders().set("Location", asked.get("post_logout_redirect_uri"));
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void trade(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            trades.add(parameters(body));
            HttpRequest request = HttpRequest.newBuilder(providersToken)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            ObjectNode tokens = (ObjectNode) JSON.readTree(answer.body());
            change.accept(tokens);
            byte[] changed = JSON.writeValueAsBytes(tokens);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(answer.statusCode(), changed.length);
            exchange.getResponseBody().write(changed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> parameters(String form) {
        return Stream.of(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
