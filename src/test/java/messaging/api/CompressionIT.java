package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON above 1 KiB is compressed for clients that accept gzip (S-SPEED-5). */
class CompressionIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int THRESHOLD = 1_024;

    private static Account ama;
    private static String conversation;
    /** A message of more than 1 KiB. */
    private static String large;
    /** A short message. */
    private static String small;

    @BeforeAll
    static void fill() {
        ama = Account.register();
        conversation = ama.createConversation("Compression");
        small = ama.sendMessage(conversation, "Akwaaba");
        large = ama.sendMessage(conversation, "Akwaaba, ɛte sɛn? ".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip;q=0.5", "*", "gzip, identity;q=0", "deflate, gzip;q=1.0, *;q=0"})
    void compressesJsonForClientsThatAcceptGzip(String accepted) throws Exception {
        var plain = get(conversation + "messages/", Optional.empty());
        var compressed = get(conversation + "messages/", Optional.of(accepted));
        assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
        assertEquals(Optional.of("gzip"), compressed.headers().firstValue("Content-Encoding"));
        assertEquals(
                plain.headers().firstValue("Content-Type"), compressed.headers().firstValue("Content-Type"));
        assertTrue(compressed.body().length < plain.body().length / 2);
        assertEquals(JSON.readTree(plain.body()), unzip(compressed));
        for (var response : new HttpResponse<?>[] {plain, compressed}) {
            assertTrue(response.headers().allValues("Vary").contains("Accept-Encoding"), response.headers()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0, *", "br", "deflate", "*;q=0", "", "gzipped"})
    void leavesJsonAsItIsForOtherClients(String accepted) throws Exception {
        var response = get(conversation + "messages/", Optional.of(accepted));
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Encoding"));
        assertTrue(response.body().length > THRESHOLD);
        assertEquals(2, JSON.readTree(response.body()).path("count").asInt());
    }

    @Test
    void leavesShortJsonAsItIs() throws Exception {
        var response = get(small, Optional.of("gzip"));
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Encoding"));
        assertTrue(response.headers().firstValue("ETag").orElseThrow().matches("\"1-[\\w-]{22}\""));
        assertEquals("Akwaaba", JSON.readTree(response.body()).path("content").asText());
    }

    // RFC 9110, section 8.8.3.3
    @Test
    void compressedResponseHasAStrongEntityTagOfItsOwn() throws Exception {
        var plain = get(large, Optional.empty()).headers().firstValue("ETag").orElseThrow();
        var compressed = get(large, Optional.of("gzip")).headers().firstValue("ETag");
        assertTrue(plain.matches("\"1-[\\w-]{22}\""), plain);
        assertEquals(Optional.of(plain.substring(0, plain.length() - 1) + "-gzip\""), compressed);
    }

    @Test
    void bothEntityTagsNameTheRevisionInConditions() throws Exception {
        var edited = ama.sendMessage(conversation, "Akwaaba, ɛte sɛn? ".repeat(100));
        var tag = get(edited, Optional.of("gzip")).headers().firstValue("ETag").orElseThrow();
        patch(edited, tag).expect(200);
        patch(edited, tag).expectProblem(412);
        patch(edited, "\"9-gzip\", \"2-gzip\"").expect(200);
        patch(edited, "\"3\"").expect(200);
    }

    // The length of a compressed body depends on what it repeats.
    @Test
    void neverCompressesTokens() throws Exception {
        var response = CLIENT.send(
                post("token/", object("username", ama.username(), "password", Account.PASSWORD)),
                BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertTrue(response.body().length > THRESHOLD, "too short to be compressed in any case");
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Encoding"));
    }

    @Test
    void compressesLongProblemDetails() throws Exception {
        var unknown =
                LongStream.range(Long.MAX_VALUE - 200, Long.MAX_VALUE).boxed().toList();
        var response = CLIENT.send(
                post("conversations/", object("title", "Compression", "participants", unknown)),
                BodyHandlers.ofByteArray());
        assertEquals(400, response.statusCode());
        assertEquals(Optional.of("application/problem+json"), response.headers().firstValue("Content-Type"));
        assertEquals(Optional.of("gzip"), response.headers().firstValue("Content-Encoding"));
        assertTrue(unzip(response).toString().contains(Long.toString(Long.MAX_VALUE - 1)));
    }

    // RFC 9110, section 9.3.2: its headers are those of GET, except for those known only after the body is written.
    @Test
    void headHasNoBody() throws Exception {
        var response = CLIENT.send(
                HttpRequest.newBuilder(request("api/v1/" + large, Optional.of("gzip")), (name, value) -> true)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(0, response.body().length);
    }

    // Compressed, an event would wait for the ones after it.
    @Test
    void deliversEventsAtOnce() throws Exception {
        var response = CLIENT.send(request("api/v1/events/", Optional.of("gzip")), BodyHandlers.ofInputStream());
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Encoding"));
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); !line.startsWith("event: hello"); line = lines.readLine()) {
                assertTrue(line.isEmpty() || line.matches("[:a-z].*"), line);
            }
        }
    }

    private static ApiResponse patch(String message, String tag) {
        return ama.request("PATCH", message)
                .header("If-Match", tag)
                .json(object("content", "Akwaaba " + Account.uniqueUsername()))
                .send();
    }

    private static HttpResponse<byte[]> get(String path, Optional<String> accepted) throws Exception {
        return CLIENT.send(request("api/v1/" + path, accepted), BodyHandlers.ofByteArray());
    }

    private static HttpRequest post(String path, Object body) {
        return HttpRequest.newBuilder(request("api/v1/" + path, Optional.of("gzip")), (name, value) -> true)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ApiRequest.write(body)))
                .build();
    }

    private static HttpRequest request(String path, Optional<String> accepted) {
        var request = HttpRequest.newBuilder(URI.create(TestStage.url() + path))
                .header("Authorization", "Bearer " + ama.access());
        accepted.ifPresent(encoding -> request.header("Accept-Encoding", encoding));
        return request.build();
    }

    private static JsonNode unzip(HttpResponse<byte[]> response) throws IOException {
        try (var body = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return JSON.readTree(body.readAllBytes());
        }
    }
}
