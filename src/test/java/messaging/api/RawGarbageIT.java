package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.ServerLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that is hardly HTTP, or not at all. Liberty's HTTP channel refuses some of it with an empty body; everything else gets
 * problem details, malformed paths by the bundle {@code messaging.transport}.
 */
class RawGarbageIT {

    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String POST = "POST /api/v1/token/" + HEAD + "Content-Type: application/json\r\n";
    private static final String GET = "GET /api/v1/health/" + HEAD;
    private static ServerLog log;

    @BeforeAll
    static void watchTheLog() {
        log = new ServerLog();
    }

    @AfterAll
    static void theLogHasNoError() {
        // Of incidents there are some: Liberty's own channel writes them about chunks and headers that are malformed.
        assertEquals(List.of(), log.errors());
    }

    static Stream<String> garbage() {
        return Stream.of(
                "hello\r\n\r\n",
                "\r\n\r\n\r\n",
                "\u0000\u0001\u0002\u00ff\u00fe".repeat(100) + "\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "\u0000".repeat(500),
                "GET\r\n\r\n",
                "GET " + HEAD + "\r\n",
                "GET HTTP/1.1\r\n\r\n",
                "CONNECT evil.example:443" + HEAD + "\r\n",
                "OPTIONS *" + HEAD + "\r\n",
                "GET http://evil.example/api/v1/users/me/" + HEAD + "\r\n",
                "GET /api/v1/users/me/ HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET /api/v1/users/me/ HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
                "GET /api/v1/users/me/ HTTP/1.1\r\nHost: localhost:99999\r\nConnection: close\r\n\r\n",
                "GET /api/v1/users/me/ HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/health/ HTTP/1.1\r\nConnection: close\r\n\r\n",
                "TRACE /" + HEAD + "\r\n",
                "TRACE /health" + HEAD + "\r\n",
                "CONNECT /" + HEAD + "\r\n",
                "GET /api/v1/" + "x".repeat(70_000) + HEAD + "\r\n",
                GET + "X-Large: " + "x".repeat(70_000) + "\r\n\r\n",
                GET
                        + IntStream.range(0, 1_000)
                                .mapToObj(i -> "X-" + i + ": 1\r\n")
                                .collect(Collectors.joining()) + "\r\n",
                GET + ": no name\r\n\r\n",
                GET + "A B: blank\r\n\r\n",
                GET + "X-Nul: a\u0000b\r\n\r\n",
                GET + "no colon\r\n\r\n",
                POST + "Content-Length: -5\r\n\r\n{}",
                POST + "Content-Length: abc\r\n\r\n{}",
                POST + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}",
                POST + "Content-Length: 99999999999999999999\r\n\r\n{}",
                POST + "Content-Length: 100\r\n\r\n{}",
                POST + "Transfer-Encoding: nonsense\r\n\r\n{}",
                POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}",
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
                POST + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]",
                POST + "Content-Encoding: nonsense\r\nContent-Length: 2\r\n\r\n[]");
    }

    @ParameterizedTest // S-API-12
    @MethodSource("garbage")
    void getsNoServerErrorAndNothingOfTheInside(String request) {
        Optional<ApiResponse> answer = RawHttp.send(request.getBytes(StandardCharsets.ISO_8859_1));
        answer.ifPresent(RawGarbageIT::check);
        ApiRequest.api("GET", "health/").send().expect(200);
    }

    @ParameterizedTest // S-API-12
    @ValueSource(
            strings = {
                "%zz",
                "%",
                "%f",
                "%00",
                "a%00b",
                "%2e%2e/%2e%2e/",
                "../../..",
                "..%2f..%2f",
                "%5c..%5c",
                "\u00ff\u0001",
                "a;b=%zz",
                "conversations/%zz/",
                "conversations/1%00/",
                "%c0%ae%c0%ae/",
                "users/%",
                "a%7fb",
                "%c2%85",
                "%ed%a0%80",
                "%e0%80%af",
                "%f4%90%80%80",
                "\u00e9",
                "a\\b",
                "a%5cb",
                "a%2Fb",
                "a#b",
                "a%0d%0aX-Injected:%20y"
            })
    void aMalformedPathIsRefused(String path) {
        ApiResponse answer = RawHttp.send(("GET /api/v1/" + path + HEAD + "\r\n").getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow();
        answer.expectProblem(400);
        check(answer);
        // With another Accept, and elsewhere.
        for (String line : List.of(
                "GET /" + path + HEAD + "Accept: application/json\r\n",
                "POST /health/" + path + HEAD + "Content-Type: application/json\r\nContent-Length: 0\r\n")) {
            RawHttp.send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1))
                    .orElseThrow()
                    .expectProblem();
        }
    }

    @Test // S-API-12
    void addressesOfLibertyModulesDiscloseNothing() {
        for (String path : List.of("health/x", "health/ready/", "openapi/x", "jwt/", "jwt/x", "jwt/ibm/api/x")) {
            ApiRequest.to("GET", path).send().expectProblem(404);
        }
        ApiRequest.to("GET", "openapi/ui/x").send().expect(404).expectNoLeak();
    }

    private static void check(ApiResponse answer) {
        assertTrue(answer.status() < 500, answer::toString);
        assertTrue(answer.header("$WSEP").isEmpty(), answer::toString);
        if (answer.status() >= 400 && !isLibertysOwn(answer)) {
            answer.expectProblem();
        }
    }

    // The HTTP channel itself says nothing else.
    private static boolean isLibertysOwn(ApiResponse answer) {
        return answer.status() == 400 && answer.text().isEmpty();
    }
}
