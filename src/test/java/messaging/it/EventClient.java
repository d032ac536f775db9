package messaging.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A client that receives live changes over server-sent events or a WebSocket, and keeps the frames. */
public final class EventClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<JsonNode> frames = new ArrayList<>();
    private String lastId = "";
    private boolean over;
    private int closeCode;
    private String closeReason = "";
    // An assertion that fails in the reading thread would be lost.
    private AssertionError invalid;
    private WebSocket socket;
    private AutoCloseable transport = () -> {};

    private EventClient() {}

    /** Opens a stream of server-sent events of the stage's server. */
    public static EventClient openEventStream(Account account) {
        return openEventStream(TestStage.url(), account.access(), "");
    }

    /**
     * Opens a stream of server-sent events.
     *
     * @param root of the server, with a slash at the end
     * @param access an access token
     * @param lastEventId where to resume; empty to start now
     */
    public static EventClient openEventStream(String root, String access, String lastEventId) {
        var request =
                HttpRequest.newBuilder(URI.create(root + "api/v1/events/")).header("Authorization", "Bearer " + access);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Status " + answer.statusCode());
            }
            var listening = new EventClient();
            listening.transport = answer.body();
            var reader = new Thread(() -> listening.read(answer), "listening");
            reader.setDaemon(true);
            reader.start();
            return listening;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(HttpResponse<InputStream> answer) {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            var id = lastId;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    take(line.substring("data: ".length()), id);
                }
            }
        } catch (IOException e) {
            // The connection was lost, which is an end too.
        }
        end(0, "");
    }

    /** Opens a WebSocket of the stage's server and sends a first message, which authenticates it. */
    public static EventClient openWebSocket(String first) {
        return openWebSocket(TestStage.url(), "api/v1/ws", Optional.empty(), first);
    }

    /**
     * Opens a WebSocket.
     *
     * @param root of the server, with a slash at the end
     * @param path of the WebSocket
     * @param access an access token for the header
     * @param first message to send; empty for none
     */
    public static EventClient openWebSocket(String root, String path, Optional<String> access, String first) {
        var listening = new EventClient();
        var builder = CLIENT.newWebSocketBuilder();
        access.ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        try {
            var socket = builder.buildAsync(URI.create(root.replaceFirst("http", "ws") + path), listening.new Frames())
                    .join();
            listening.transport = socket::abort;
            listening.socket = socket;
        } catch (CompletionException e) {
            throw new IllegalStateException(e);
        }
        if (!first.isEmpty()) {
            listening.send(first);
        }
        return listening;
    }

    /** Sends a message on the WebSocket. */
    public void send(String text) {
        send(text, true);
    }

    /** Sends a binary message on the WebSocket. */
    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Sends a part of a message on the WebSocket. */
    public void send(String part, boolean last) {
        socket.sendText(part, last).join();
    }

    private final class Frames implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString(), "");
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(0, "");
        }
    }

    private synchronized void take(String text, String id) {
        try {
            var frame = JSON.readTree(text);
            frames.add(frame);
            check(frame);
            lastId = frame.path("position").asText(id);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
        notifyAll();
    }

    // S-API-13: every frame matches the OpenAPI document.
    private void check(JsonNode frame) {
        try {
            WireSchemas.check("ServerFrame", frame);
        } catch (AssertionError e) {
            invalid = e;
        }
    }

    private synchronized void end(int code, String reason) {
        over = true;
        closeCode = code;
        closeReason = reason;
        notifyAll();
    }

    /** Returns the frames received so far. */
    public synchronized List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Returns the position to resume from. */
    public synchronized String lastId() {
        return lastId;
    }

    /** Whether the connection has ended. */
    public synchronized boolean isOver() {
        return over;
    }

    /** Waits for a frame, which may have arrived already. */
    public synchronized JsonNode await(Predicate<JsonNode> expected) {
        var end = Instant.now().plus(TIMEOUT);
        for (; ; ) {
            var found = frames.stream().filter(expected).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            waitUntil(end, "No such frame among " + frames);
        }
    }

    /** Waits for a frame of a type. */
    public JsonNode await(String type) {
        return await(frame -> frame.path("type").asText().equals(type));
    }

    /** Waits for an event of a type within a frame of changes. */
    public JsonNode awaitEvent(String type) {
        return event(
                await(frame -> frame.path("events").findValuesAsText("type").contains(type)), type);
    }

    private static JsonNode event(JsonNode frame, String type) {
        return ApiResponse.items(frame.get("events")).stream()
                .filter(event -> event.get("type").textValue().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the server has ended the connection; the code with which it closed a WebSocket. */
    public synchronized int awaitClose() {
        var end = Instant.now().plus(TIMEOUT);
        while (!over) {
            waitUntil(end, "Still open after " + frames);
        }
        return closeCode;
    }

    /** The reason with which the server closed a WebSocket. */
    public synchronized String closeReason() {
        return closeReason;
    }

    private void waitUntil(Instant end, String otherwise) {
        if (invalid != null) {
            throw invalid;
        }
        var left = Duration.between(Instant.now(), end).toMillis();
        if (left <= 0) {
            throw new AssertionError(otherwise);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (invalid != null) {
                throw new AssertionError(invalid.getMessage(), invalid);
            }
        }
        try {
            transport.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
