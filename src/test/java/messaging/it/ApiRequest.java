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
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** One HTTP request to the stage's server. */
public final class ApiRequest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    private ApiRequest(String method, URI address) {
        this.method = method;
        this.request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    /**
     * A request to the API.
     *
     * @param method HTTP method
     * @param path after {@code /api/v1/}, with the query
     */
    public static ApiRequest api(String method, String path) {
        return to(method, "api/v1/" + path);
    }

    /**
     * A request to any address of the server.
     *
     * @param method HTTP method
     * @param path after the first slash, with the query; or the whole address, as in links
     */
    public static ApiRequest to(String method, String path) {
        return new ApiRequest(method, URI.create(path.startsWith("http") ? path : TestStage.url() + path));
    }

    /** With an access token. */
    public ApiRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** With a header. */
    public ApiRequest header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    /** With a JSON body: text as it stands, anything else as Jackson writes it. */
    public ApiRequest json(Object content) {
        return body("application/json", content instanceof String text ? text : write(content));
    }

    /** With a body of any type. */
    public ApiRequest body(String contentType, String content) {
        return bytes(contentType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** With a body that need be no text. */
    public ApiRequest bytes(String contentType, byte[] content) {
        body = BodyPublishers.ofByteArray(content);
        return header("Content-Type", contentType);
    }

    /** Sends it. */
    public ApiResponse send() {
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.method(method, body).build(), ApiRequest::body);
            ApiResponse answer =
                    new ApiResponse(response.statusCode(), response.headers().map(), response.body());
            // S-API-13: every answer of sync/ is what the OpenAPI document says, as every live frame is.
            if (response.statusCode() == 200
                    && (method.equals("GET") || method.equals("POST"))
                    && response.uri().getPath().endsWith("/api/v1/sync/")) {
                WireSchemas.check("SyncResult", answer.json());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A stream of events has no end: only its head is of use here. */
    private static BodySubscriber<byte[]> body(ResponseInfo head) {
        return head.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
                ? new Unread()
                : BodySubscribers.ofByteArray();
    }

    private static final class Unread implements BodySubscriber<byte[]> {
        @Override
        public CompletionStage<byte[]> getBody() {
            return CompletableFuture.completedFuture(new byte[0]);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            // None was asked for.
        }

        @Override
        public void onError(Throwable error) {
            // Nothing was read that could break.
        }

        @Override
        public void onComplete() {
            // Nor is there anything to complete.
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
