package messaging.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests do not reach the web container. */
class RequestLineTest { // S-API-12

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/conversations/1/messages/",
                "/api/v1/conversations/1/messages/2/reactions/%F0%9F%91%8D/",
                "/api/v1/%23%EF%B8%8F%E2%83%A3/",
                "/assets/0123/style/main.css",
                "/a//b/./c/../d",
                "/.well-known/jwks.json",
                "/~a!$&'()*+,=:@b"
            })
    void wellFormedRequestsPass(String target) {
        for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FOO")) {
            assertTrue(response(method, target).isEmpty(), method);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "http:",
                "evil.example:443",
                "/%",
                "/%z",
                "/%zz",
                "/%0",
                "/%0g",
                "/%00",
                "/a%1fb",
                "/%7f",
                "/%c2%80",
                "/%c0%af",
                "/%c0%80",
                "/%e0%80%af",
                "/%ff",
                "/%80",
                "/%c3",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/\u00ff",
                "/\u00e9",
                "/\u0001",
                "/a b",
                "/a\tb",
                "/a\\b",
                "/a#b",
                "/%2e%2e/",
                "/%2Fx",
                "/%5c",
                "/..",
                "/../x",
                "/a/../..",
                "/a/b/../../../c",
                "/%0d%0aX:y"
            })
    void malformedPathsAreRefused(String target) throws Exception {
        var response = response("GET", target).orElseThrow();
        assertEquals(ProblemType.MALFORMED_REQUEST.status().getStatusCode(), response.status());
        var problem = new ObjectMapper().readTree(response.problem("an-id"));
        assertEquals(
                ProblemType.MALFORMED_REQUEST.uri().toString(),
                problem.get("type").textValue());
        assertEquals(ProblemType.MALFORMED_REQUEST.title(), problem.get("title").textValue());
        assertEquals(400, problem.get("status").intValue());
        assertEquals("an-id", problem.get("request_id").textValue());
        // Throws if it is not a URI reference.
        assertTrue(URI.create(problem.get("instance").textValue()).getPath().startsWith("/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/conversations/1;x=1/",
                "/;x",
                "/health;x=1",
                "/health%3B",
                "/..;/x",
                "/a/.;b/c",
                "/a/;/b"
            })
    void pathWithParametersIsNotFound(String target) {
        var response = response("GET", target).orElseThrow();
        assertEquals(404, response.status());
        assertEquals(ProblemType.NOT_FOUND.uri().toString(), "/problems/" + response.type());
        assertEquals(ProblemType.NOT_FOUND.title(), response.title());
        assertEquals(ProblemType.NOT_FOUND.meaning(), response.detail());
    }

    @Test
    void libertysModulesAreReadOnly() {
        for (var target : List.of("/health", "/health/ready", "/health/live", "/openapi/document", "/openapi/ui/")) {
            for (var method : List.of("GET", "HEAD")) {
                assertTrue(response(method, target).isEmpty(), target);
            }
            for (var method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "FOO", "get")) {
                var response = response(method, target).orElseThrow();
                assertEquals(405, response.status());
                assertEquals("GET, HEAD, OPTIONS", response.headers().get("Allow"));
                assertEquals(ProblemType.METHOD_NOT_ALLOWED.uri().toString(), "/problems/" + response.type());
                assertEquals(ProblemType.METHOD_NOT_ALLOWED.title(), response.title());
                assertEquals(ProblemType.METHOD_NOT_ALLOWED.meaning(), response.detail());
            }
            assertEquals(204, response("OPTIONS", target).orElseThrow().status());
        }
        assertTrue(response("POST", "/healthy").isEmpty());
        assertTrue(response("POST", "/openapi").isEmpty());
    }

    @Test
    void busyResponseEqualsTheApplications() { // S-SPEED-6
        var response = RequestLine.busy("/api/v1/conversations/");
        assertEquals(503, response.status());
        assertEquals(Map.of("Retry-After", "1"), response.headers());
        assertEquals(ProblemType.SERVER_BUSY.uri().toString(), "/problems/" + response.type());
        assertEquals(ProblemType.SERVER_BUSY.title(), response.title());
        assertEquals(ProblemType.SERVER_BUSY.meaning(), response.detail());
        assertEquals("/api/v1/conversations/", response.instance());
    }

    @Test
    void traceReachesTheApiOnly() {
        assertTrue(response("TRACE", "/api/v1/users/me/").isEmpty());
        for (var target : List.of("/", "/admin/", "/metrics", "/static/x", "/problems/not-found", "/nothing")) {
            assertEquals(405, response("TRACE", target).orElseThrow().status());
        }
        assertEquals(204, response("OPTIONS", "*").orElseThrow().status());
    }

    @Test
    void resourcesOfLibertysModulesPass() {
        for (var target : List.of("/health/x", "/health/ready/", "/health/ready/x", "/openapi/x", "/jwt", "/jwt/x")) {
            assertEquals(404, response("GET", target).orElseThrow().status(), target);
        }
    }

    @Test
    void unknownVersionOrMissingHostIsRefused() {
        for (var version : List.of("HTTP/9.9", "HTTP/0.9", "HTTP/1.2", "HTTP/1.10", "http/1.1", "")) {
            assertEquals(
                    400,
                    RequestLine.response("GET", "/", version, true)
                            .orElseThrow()
                            .status(),
                    version);
        }
        assertEquals(
                400,
                RequestLine.response("GET", "/", "HTTP/1.1", false)
                        .orElseThrow()
                        .status());
        for (var version : List.of("HTTP/1.0", "HTTP/2.0")) {
            assertTrue(RequestLine.response("GET", "/", version, false).isEmpty(), version);
        }
    }

    private static Optional<RequestLine.Response> response(String method, String target) {
        return RequestLine.response(method, target, "HTTP/1.1", true);
    }
}
