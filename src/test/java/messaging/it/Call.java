package messaging.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP request to the stage's server. */
public final class Call {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    private Call(String method, URI address) {
        this.method = method;
        this.request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    /**
     * A request to the API.
     *
     * @param method HTTP method
     * @param path after {@code /api/v1/}, with the query
     */
    public static Call api(String method, String path) {
        return to(method, "api/v1/" + path);
    }

    /**
     * A request to any address of the server.
     *
     * @param method HTTP method
     * @param path after the first slash, with the query; or the whole address, as in links
     */
    public static Call to(String method, String path) {
        return new Call(method, URI.create(path.startsWith("http") ? path : TestStage.url() + path));
    }

    /** With an access token. */
    public Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** With a header. */
    public Call header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    /** With a JSON body: text as it stands, anything else as Jackson writes it. */
    public Call json(Object content) {
        return body("application/json", content instanceof String text ? text : write(content));
    }

    /** With a body of any type. */
    public Call body(String contentType, String content) {
        return bytes(contentType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** With a body that need be no text. */
    public Call bytes(String contentType, byte[] content) {
        body = BodyPublishers.ofByteArray(content);
        return header("Content-Type", contentType);
    }

    /** Sends it. */
    public Answer send() {
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.method(method, body).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A JSON object.
     *
     * @param namesAndValues in turn; values may be null
     */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** JSON as a request would have it. */
    public static String write(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
