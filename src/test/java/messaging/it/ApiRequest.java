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

/**
 * One HTTP request to the stage's server. Not REST Assured: tests send malformed bodies and headers byte for byte, and every
 * response passes the same checks of its schema and problem details here.
 */
public final class ApiRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    private ApiRequest(String method, URI address) {
        this.method = method;
        this.request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
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

    /** Adds an access token. */
    public ApiRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Sets a header. */
    public ApiRequest header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    /** Sets a JSON body: a string as it is, any other object as Jackson writes it. */
    public ApiRequest json(Object content) {
        return body("application/json", content instanceof String text ? text : write(content));
    }

    /** Sets a body of any media type. */
    public ApiRequest body(String contentType, String content) {
        return bytes(contentType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets a binary body. */
    public ApiRequest bytes(String contentType, byte[] content) {
        body = BodyPublishers.ofByteArray(content);
        return header("Content-Type", contentType);
    }

    /** Sends the request and returns the response. */
    public ApiResponse send() {
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.method(method, body).build(), ApiRequest::body);
            ApiResponse answer =
                    new ApiResponse(response.statusCode(), response.headers().map(), response.body());
            // S-API-13: every response of sync/ matches the OpenAPI document, as every live frame does.
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

    /** Reads no body of an event stream, which has no end. */
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
            // Never requested.
        }

        @Override
        public void onError(Throwable error) {
            // Nothing was read.
        }

        @Override
        public void onComplete() {
            // Nothing was read.
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

    /** Returns an object as JSON. */
    public static String write(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
