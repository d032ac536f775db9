package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Operations;
import messaging.it.RawHttp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-API-12: a path with a matrix parameter names nothing, although the container would ignore the parameter. */
class MatrixParametersIT {
    private static final List<String> PARAMETERS =
            List.of(";", ";x=1", ";jsessionid=1", ";JSESSIONID=a", ";x=1;y=2,3", ";;", ";q=%20");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FOO");

    private static Victim victim;

    @BeforeAll
    static void register() {
        victim = new Victim();
    }

    static Stream<Operations.Operation> operations() {
        return Operations.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noOperationIsFound(Operations.Operation operation) {
        String path = "/api/v1/" + victim.path(operation);
        for (String parameter : PARAMETERS) {
            for (String variant : variants(path, parameter)) {
                assertNotFound(operation.method(), variant);
            }
        }
    }

    // Before each slash, and behind the last one.
    private static List<String> variants(String path, String parameter) {
        return Stream.concat(
                        Stream.of(path + parameter),
                        Stream.iterate(path.indexOf('/', 1), at -> at > 0, at -> path.indexOf('/', at + 1))
                                .map(at -> path.substring(0, at) + parameter + path.substring(at)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/admin/",
                "/web/client/main.js",
                "/.well-known/jwks.json",
                "/metrics",
                "/nothing/",
                "/api/v1/ws",
                "/api/v1/ws/"
            })
    void nothingElseIsFoundEither(String path) {
        for (String method : METHODS) {
            for (String parameter : PARAMETERS) {
                for (String variant : variants(path, parameter)) {
                    assertNotFound(method, variant);
                }
            }
        }
    }

    @Test
    void noWebSocketOpens() {
        for (String path : List.of("/api/v1/ws;x=1", "/api/v1/ws/;", "/api;x/v1/ws/", "/api/v1;/ws")) {
            assertEquals(
                    404,
                    RawHttp.send(
                                    "127.0.0.1",
                                    "GET " + path + " HTTP/1.1",
                                    "Host: localhost",
                                    "Connection: Upgrade",
                                    "Upgrade: websocket",
                                    "Sec-WebSocket-Version: 13",
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                    "Authorization: Bearer " + victim.access())
                            .orElseThrow()
                            .expectProblem(404)
                            .status(),
                    path);
        }
    }

    @Test
    void nothingIsDeleted() {
        Account ama = Account.register();
        String conversation = ama.createConversation("Stays");
        String message = ama.sendMessage(conversation, "Hello");
        for (String path : List.of(
                conversation.replaceFirst("/$", ";x=1/"),
                conversation + ";x=1",
                message.replaceFirst("/$", ";/"),
                "users;a=b/me/",
                "users/me;a=b")) {
            ama.delete(path).expectProblem(404);
        }
        assertEquals("Hello", ama.get(message).expect(200).get("content").textValue());
    }

    @Test
    void anEncodedSemicolonIsAnOrdinaryCharacter() {
        Account ama = Account.register();
        String conversation = ama.createConversation("Semicolon");
        String message = ama.sendMessage(conversation, "Hello");
        // No id has one, and it cuts nothing off.
        ama.get(conversation.replaceFirst("/$", "%3Bx=1/")).expectProblem(404);
        ama.delete(message.replaceFirst("/$", "%3b/")).expectProblem(404);
        // A semicolon in the query is not a matrix parameter.
        ama.get(conversation + "?x=1;y=2").expect(200);
        ama.get("conversations/?search=a;b").expect(200);
    }

    private static void assertNotFound(String method, String path) {
        ApiResponse answer = RawHttp.send(
                        "127.0.0.1",
                        method + " " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + victim.access(),
                        "Content-Type: application/json",
                        "Content-Length: 0",
                        "Connection: close")
                .orElseThrow();
        assertEquals(404, answer.status(), () -> method + " " + path + ": " + answer);
        if (!method.equals("HEAD")) {
            answer.expectProblem();
        }
    }
}
