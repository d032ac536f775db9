package messaging.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static messaging.it.ApiRequest.object;
import static messaging.it.ApiRequest.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.RawHttp;
import messaging.it.Sql;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import messaging.it.WireSchemas;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live changes are delivered over event streams and the WebSocket. */
@Tag("database")
class EventsIT { // S-PLUS-5

    /** The kinds of live connections. */
    enum Transport {
        EVENT_STREAM {
            @Override
            EventClient connect(String access, String since) {
                return EventClient.openEventStream(TestStage.url(), access, since);
            }
        },
        WEB_SOCKET {
            @Override
            EventClient connect(String access, String since) {
                return EventClient.openWebSocket(write(
                        since.isEmpty()
                                ? object("type", "auth", "token", access)
                                : object("type", "auth", "token", access, "since", since)));
            }
        };

        abstract EventClient connect(String access, String since);

        EventClient connect(Account account) {
            var listening = connect(account.access(), "");
            listening.await("caught_up");
            return listening;
        }
    }

    /** Lifetime of a token that expires in a test; long enough for a slow machine to use it first. */
    private static final int TOKEN_TTL_SECONDS = 15;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private final String conversation = ama.createConversation("Project", kofi);
    private final long id = Long.parseLong(conversation.split("/")[1]);

    @ParameterizedTest
    @EnumSource
    void changesArriveInOrderWithTheirRangeOfVersions(Transport transport) {
        try (var kofis = transport.connect(kofi)) {
            var message = ama.sendMessage(conversation, "Akwaaba 🍲");
            var created = kofis.awaitEvent("message.created");
            assertEquals(ama.get(message).json(), created.get("message"));
            ama.patch(message, object("content", "Akwaaba, all")).expect(200);
            assertEquals(
                    "Akwaaba, all",
                    kofis.awaitEvent("message.updated").at("/message/content").textValue());
            ama.delete(message).expect(204);
            var tombstone = kofis.awaitEvent("message.deleted").get("message");
            assertEquals(created.at("/message/id"), tombstone.get("id"));
            assertEquals(ama.id(), tombstone.get("deleted_by").longValue());
            assertFalse(tombstone.has("content"));
            ama.patch(conversation, object("title", "Renamed")).expect(200);
            assertEquals(
                    "Renamed",
                    kofis.awaitEvent("conversation.updated")
                            .at("/conversation/title")
                            .textValue());
            ama.delete(conversation).expect(204);
            kofis.awaitEvent("conversation.deleted");
            var last = 1L;
            for (var frame : kofis.frames()) {
                if (frame.get("type").textValue().equals("changes")) {
                    assertEquals(last, frame.get("from").longValue(), frame::toString);
                    last = frame.get("to").longValue();
                    for (var event : frame.get("events")) {
                        assertTrue(
                                event.get("version").longValue()
                                        > frame.get("from").longValue(),
                                frame::toString);
                        assertTrue(event.get("version").longValue() <= last, frame::toString);
                    }
                }
            }
            assertEquals(6, last);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumedConnectionReceivesMissedAndThenLiveChanges(Transport transport) {
        String position;
        try (var kofis = transport.connect(kofi)) {
            ama.sendMessage(conversation, "one");
            kofis.awaitEvent("message.created");
            position = kofis.lastId();
        }
        ama.sendMessage(conversation, "two");
        try (var kofis = transport.connect(kofi.access(), position)) {
            kofis.await(hasContent("two"));
            kofis.await("caught_up");
            ama.sendMessage(conversation, "three");
            kofis.await(hasContent("three"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void catchUpNeverOverflowsQueueOfReadingClient(Transport transport) {
        var now = ama.get("sync/").json().get("position").textValue();
        // More than the queue of a connection holds.
        var words = "🍲".repeat(10_000);
        for (int i = 0; i < 4; i++) {
            var other = ama.createConversation("Other " + i, kofi);
            for (int j = 0; j < 12; j++) {
                ama.sendMessage(other, words);
            }
        }
        try (var kofis = transport.connect(kofi.access(), now)) {
            kofis.await("caught_up");
            assertFalse(kofis.isOver());
        }
    }

    @Test
    void webSocketResumesFromVersions() {
        ama.sendMessage(conversation, "one");
        ama.sendMessage(conversation, "two");
        try (var kofis = EventClient.openWebSocket(
                write(object("type", "auth", "token", kofi.access(), "versions", object(Long.toString(id), 2))))) {
            var changes = kofis.await("changes");
            assertEquals(2, changes.get("from").longValue());
            assertEquals(3, changes.get("to").longValue());
            assertEquals(1, changes.get("events").size());
            kofis.await("caught_up");
        }
        // A conversation that the client does not know must be loaded, not replayed.
        try (var kofis = EventClient.openWebSocket(
                write(object("type", "auth", "token", kofi.access(), "versions", object())))) {
            var joined = kofis.await("joined");
            assertEquals(id, joined.get("conversation").longValue());
            assertEquals(3, joined.get("version").longValue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void newParticipantReceivesChangesAndRemovedParticipantNoMore(Transport transport) {
        var esi = Account.register();
        try (var esis = transport.connect(esi);
                var kofis = transport.connect(kofi)) {
            ama.post(conversation + "participants/", object("user", esi.id())).expect(201);
            esis.await("joined");
            assertEquals(
                    esi.id(),
                    kofis.awaitEvent("participant.joined")
                            .at("/participant/user")
                            .longValue());
            ama.sendMessage(conversation, "Welcome");
            esis.await(hasContent("Welcome"));
            ama.delete(conversation + "participants/" + esi.id() + "/").expect(204);
            esis.await(frame -> frame.at("/events/0/type").asText().equals("participant.removed"));
            ama.sendMessage(conversation, "Now among ourselves");
            kofis.await(hasContent("Now among ourselves"));
            // A frame that is sent later on the same connection arrives after all frames sent before.
            var other = ama.createConversation("Other", esi);
            ama.sendMessage(other, "Still there?");
            esis.await(hasContent("Still there?"));
            assertFalse(esis.frames().stream().anyMatch(hasContent("Now among ourselves")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void newConversationIsSentToItsParticipants(Transport transport) {
        try (var kofis = transport.connect(kofi)) {
            var other = ama.createConversation("Another", kofi);
            var joined = kofis.await("joined");
            assertEquals(other, "conversations/" + joined.get("conversation") + "/");
            ama.sendMessage(other, "First");
            kofis.await(hasContent("First"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void typingReadReceiptsInboxAndPresenceAreSent(Transport transport) {
        try (var kofis = transport.connect(kofi)) {
            ama.sendMessage(conversation, "Read this");
            kofis.awaitEvent("message.created");
            ama.post(conversation + "typing/", "").expect(204);
            assertEquals(ama.id(), kofis.await("typing").get("user").longValue());
            kofi.post(conversation + "read/", object("seq", 1)).expect(200);
            kofis.await(frame -> frame.path("type").asText().equals("inbox")
                    && frame.get("unread_count").longValue() == 0
                    && frame.get("read_seq").longValue() == 1);
            kofis.await(frame -> frame.path("type").asText().equals("read")
                    && frame.get("user").longValue() == kofi.id());
            kofi.patch(conversation + "preferences/", object("muted", true)).expect(200);
            kofis.await(frame -> frame.path("muted").asBoolean());
            try (var amas = transport.connect(ama)) {
                var came = kofis.await("presence");
                assertEquals(ama.id(), came.get("user").longValue());
                assertEquals("online", came.get("status").textValue());
                assertEquals(
                        List.of(ama.id(), kofi.id()),
                        ApiResponse.items(kofi.get(conversation + "presence/")
                                        .expect(200)
                                        .get("online"))
                                .stream()
                                .map(JsonNode::longValue)
                                .toList());
                assertFalse(amas.isOver());
            }
            kofis.await(frame -> frame.path("status").asText().equals("offline"));
        }
    }

    @Test
    void webSocketAcceptsCommands() {
        try (var kofis = EventClient.openWebSocket(TestStage.url(), "api/v1/ws/", Optional.of(kofi.access()), "");
                var amas = Transport.WEB_SOCKET.connect(ama)) {
            kofis.await("caught_up");
            amas.send(write(object("type", "typing", "conversation", id)));
            assertEquals(ama.id(), kofis.await("typing").get("user").longValue());
            kofi.sendMessage(conversation, "Hello");
            amas.send(write(object("type", "read", "conversation", id, "seq", 1)));
            kofis.await(frame -> frame.path("type").asText().equals("read")
                    && frame.get("user").longValue() == ama.id());
            amas.send(write(object("type", "ping")));
            amas.await("pong");
            assertFalse(amas.isOver());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                                    | invalid_json
                    {} {}                                                | invalid_json
                    {"type": "ping", "type": "ping"}                     | invalid_json
                    {"type": 'ping'}                                     | invalid_json
                    ping                                                 | invalid_json
                    []                                                   | invalid_message
                    null                                                 | invalid_message
                    "ping"                                               | invalid_message
                    {}                                                   | invalid_message
                    {"type": 5}                                          | invalid_message
                    {"type": null}                                       | invalid_message
                    {"type": "nonsense"}                                 | unknown_type
                    {"type": ""}                                         | unknown_type
                    {"type": "Ping"}                                     | unknown_type
                    {"type": "hello"}                                    | unknown_type
                    {"type": "typing"}                                   | invalid_message
                    {"type": "typing", "conversation": 1.5}              | invalid_message
                    {"type": "typing", "conversation": 0}                | invalid_message
                    {"type": "read", "conversation": "x"}                | invalid_message
                    {"type": "read", "conversation": 1, "seq": -1}       | invalid_message
                    {"type": "read", "conversation": 1, "seq": 1e1}      | invalid_message
                    {"type": "read", "conversation": 92233720368547758070, "seq": 1} | invalid_message
                    {"type": "auth"}                                     | invalid_message
                    {"type": "auth", "token": 5}                         | invalid_message
                    {"type": "auth", "token": "nonsense"}                | invalid_token
                    {"type": "typing", "conversation": 9223372036854775807} | not_found
                    {"type": "read", "conversation": 9223372036854775807, "seq": 1} | not_found
                    """)
    void invalidMessageReturnsCodeAndKeepsWebSocketOpen(String message, String code) {
        try (var amas = Transport.WEB_SOCKET.connect(ama)) {
            amas.send(message);
            var error = amas.await("error");
            assertEquals(code, error.get("code").textValue(), error::toString);
            amas.send(write(object("type", "ping")));
            amas.await("pong");
            assertFalse(amas.isOver());
        }
    }

    @Test
    void invalidMessageReturnsFieldErrors() {
        try (var amas = Transport.WEB_SOCKET.connect(ama)) {
            amas.send("{\"type\": \"read\", \"conversation\": " + id + ", \"seq\": 1000}");
            assertEquals("seq", amas.await("error").at("/errors/0/field").textValue());
        }
    }

    @Test // S-API-13
    void clientFrameIsAcceptedIfSchemaAllowsIt() throws Exception {
        ama.sendMessage(conversation, "Read this");
        for (var frame : List.of(
                object("type", "ping"),
                object("type", "typing", "conversation", id),
                object("type", "read", "conversation", id, "seq", 1),
                object("type", "auth", "token", ama.access()),
                object("type", "auth", "token", ama.access(), "since", null, "versions", null),
                object("type", "typing", "conversation", "x"),
                object("type", "typing", "conversation", 0),
                object("type", "read", "conversation", id),
                object("type", "auth", "token", 5),
                object("type", "auth"),
                object("type", "pong"),
                object("conversation", id))) {
            try (var amas = Transport.WEB_SOCKET.connect(ama)) {
                amas.send(write(frame));
                amas.send(write(object("type", "ping")));
                amas.await("pong");
                var refused = amas.frames().stream()
                        .anyMatch(answer -> answer.path("type").asText().equals("error"));
                assertEquals(
                        !refused,
                        WireSchemas.isValid("ClientFrame", new ObjectMapper().readTree(write(frame))),
                        frame::toString);
            }
        }
    }

    @Test
    void partialMessagesAreAssembledUpToLimit() {
        try (var kofis = EventClient.openWebSocket("")) {
            var auth = write(object("type", "auth", "token", kofi.access()));
            kofis.send(auth.substring(0, 20), false);
            kofis.send(auth.substring(20), true);
            kofis.await("caught_up");
            kofis.send("{\"type\":\"ping\"", false);
            kofis.send(" ".repeat(60_000), false);
            kofis.send("}", true);
            kofis.await("pong");
            // The limit applies before the last part.
            kofis.send(" ".repeat(60_000), false);
            kofis.send(" ".repeat(60_000), false);
            assertEquals(1009, kofis.awaitClose());
        }
    }

    // A frame of text or bytes is rejected by the length in its header, before its payload arrives.
    @ParameterizedTest
    @ValueSource(ints = {0x81, 0x82})
    void tooLongFrameIsRejectedByItsHeader(int opcode) throws IOException {
        var address = URI.create(TestStage.url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            var out = socket.getOutputStream();
            out.write(("GET /api/v1/ws HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            assertTrue(head.toString().startsWith("HTTP/1.1 101"), head::toString);
            // RFC 6455, section 5.2: a masked frame of 1 GiB, with the start of its payload.
            out.write(new byte[] {(byte) opcode, (byte) 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4});
            out.write(new byte[1_000]);
            assertEquals(0x88, in.readUnsignedByte());
            in.readUnsignedByte();
            assertEquals(1009, in.readUnsignedShort());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                                      | invalid_json
                    []                                                     | invalid_message
                    {"type": null, "token": "TOKEN"}                       | invalid_message
                    {"type": "ping"}                                       | not_authenticated
                    {"type": "nonsense"}                                   | not_authenticated
                    {"type": "AUTH", "token": "TOKEN"}                     | not_authenticated
                    {"type": "auth"}                                       | invalid_message
                    {"type": "auth", "token": null}                        | invalid_message
                    {"type": "auth", "token": ["TOKEN"]}                   | invalid_message
                    {"type": "auth", "token": "nonsense"}                  | not_authenticated
                    {"type": "auth", "token": "nonsense", "since": 5}      | not_authenticated
                    {"type": "auth", "token": ""}                          | not_authenticated
                    {"type": "auth", "token": "TOKENx"}                    | not_authenticated
                    {"type": "auth", "token": "TOKEN", "since": 5}         | invalid_since
                    {"type": "auth", "token": "TOKEN", "since": ""}        | invalid_since
                    {"type": "auth", "token": "TOKEN", "since": "nonsense"} | invalid_since
                    {"type": "auth", "token": "TOKEN", "since": "MTIz."}   | invalid_since
                    {"type": "auth", "token": "TOKEN", "since": {}}        | invalid_since
                    {"type": "auth", "token": "TOKEN", "versions": []}     | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": "5"}    | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"5": "1"}} | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"5": null}} | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"5": 1.5}} | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"5": -1}} | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"x": 1}} | invalid_versions
                    {"type": "auth", "token": "TOKEN", "versions": {"05": 1}} | invalid_versions
                    """)
    void invalidFirstMessageClosesWebSocketWithCode(String message, String code) {
        try (var kofis = EventClient.openWebSocket(message.replace("TOKEN", kofi.access()))) {
            assertEquals(code, kofis.await("error").get("code").textValue());
            assertEquals(1008, kofis.awaitClose());
            assertEquals(code, kofis.closeReason());
        }
    }

    @Test
    void invalidSinceParameterClosesWebSocketWithCode() {
        for (var since : List.of("nonsense", "MTIz.", "%20x")) {
            try (var kofis = EventClient.openWebSocket(
                    TestStage.url(), "api/v1/ws?since=" + since, Optional.of(kofi.access()), "")) {
                assertEquals("invalid_since", kofis.await("error").get("code").textValue());
                assertEquals(1008, kofis.awaitClose());
                assertEquals("invalid_since", kofis.closeReason());
            }
        }
    }

    @Test
    void binaryMessageClosesWebSocket() {
        try (var kofis = Transport.WEB_SOCKET.connect(kofi)) {
            kofis.send(new byte[] {1, 2, 3});
            assertEquals(1003, kofis.awaitClose());
            assertEquals("binary_not_supported", kofis.closeReason());
        }
        var auth = write(object("type", "auth", "token", kofi.access()));
        for (var first : List.of(new byte[0], new byte[] {0}, auth.getBytes(StandardCharsets.UTF_8))) {
            try (var anonymous = EventClient.openWebSocket("")) {
                anonymous.send(first);
                assertEquals(1003, anonymous.awaitClose());
                assertEquals("binary_not_supported", anonymous.closeReason());
            }
        }
    }

    @Test
    void helloAfterVersionsHasTokenThatMissesNothing() {
        ama.sendMessage(conversation, "one");
        String position;
        try (var kofis = EventClient.openWebSocket(
                write(object("type", "auth", "token", kofi.access(), "versions", object(Long.toString(id), 1))))) {
            position = kofis.await("hello").get("position").textValue();
            kofis.await("caught_up");
            assertNotEquals(position, kofis.lastId());
        }
        // The connection may have ended right after the first frame.
        for (var transport : Transport.values()) {
            try (var kofis = transport.connect(kofi.access(), position)) {
                kofis.await(hasContent("one"));
                kofis.await("caught_up");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer nonsense",
                "Authorization: Bearer",
                "Authorization:",
                "Authorization: Basic YTpi",
                "Authorization: TOKEN",
                "Authorization: Bearer TOKENx",
                "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN"
            })
    void invalidTokenFailsHandshake(String header) {
        for (var path : List.of("/api/v1/ws", "/api/v1/ws/", "/api/v1/ws?since=x")) {
            var refused = handshake("GET " + path + " HTTP/1.1", header.replace("TOKEN", kofi.access()))
                    .expectProblem(401);
            assertTrue(
                    refused.header("WWW-Authenticate").orElse("").startsWith("Bearer realm=\"messaging\""),
                    refused::toString);
        }
    }

    @Test
    void tokenOfEndedSessionFailsHandshake() {
        kofi.signInAgain().delete("users/me/sessions/").expect(204);
        // The state of the session is cached for a second.
        Eventually.holds(() -> !isAccepted(kofi.access()));
    }

    private static boolean isAccepted(String access) {
        try (var socket = EventClient.openWebSocket(TestStage.url(), "api/v1/ws", Optional.of(access), "")) {
            return !socket.isOver();
        } catch (IllegalStateException refused) {
            assertInstanceOf(
                    WebSocketHandshakeException.class, refused.getCause().getCause());
            return false;
        }
    }

    @Test
    void malformedHandshakeReturnsSpecificError() {
        var version = handshake("GET /api/v1/ws HTTP/1.1", "Sec-WebSocket-Version: 12")
                .expectProblem(426);
        assertEquals("13", version.header("Sec-WebSocket-Version").orElse(""));
        assertEquals("websocket", version.header("Upgrade").orElse(""));
        ApiRequest.api("GET", "ws").send().expectProblem(426);
        ApiRequest.api("GET", "ws/").send().expectProblem(426);
        handshake("GET /api/v1/ws HTTP/1.1", "Upgrade: h2c").expectProblem(426);
        for (var key : List.of("", "short", "dGhlIHNhbXBsZSBub25jZQ=", "!!!!!!!!!!!!!!!!!!!!!!==")) {
            handshake("GET /api/v1/ws HTTP/1.1", "Sec-WebSocket-Key: " + key).expectProblem(400);
        }
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE", "HEAD")) {
            var refused = ApiRequest.api(method, "ws").send().expect(405);
            assertEquals("GET", refused.header("Allow").orElse(""));
        }
    }

    /** Sends a handshake with an additional or a different header. */
    private static ApiResponse handshake(String line, String header) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", "localhost");
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1));
        var lines = new ArrayList<>(List.of(line));
        headers.forEach((name, value) -> lines.add(name + ":" + value));
        return RawHttp.send("127.0.0.1", lines.toArray(String[]::new)).orElseThrow();
    }

    @Test
    void webSocketWithoutAuthenticationIsClosed() {
        try (var silent = EventClient.openWebSocket("")) {
            assertEquals(1008, silent.awaitClose());
            assertEquals("authentication_timeout", silent.closeReason());
        }
        try (var kofis = Transport.WEB_SOCKET.connect(kofi)) {
            kofis.send("{\"type\":\"" + "x".repeat(70_000) + "\"}");
            assertEquals(1009, kofis.awaitClose());
            assertEquals("message_too_large", kofis.closeReason());
        }
    }

    @Test
    void tokenInQueryIsIgnored() {
        ApiRequest.api("GET", "events/?access_token=" + kofi.access()).send().expectProblem(401);
        ApiRequest.api("GET", "events/?token=" + kofi.access()).send().expectProblem(401);
        try (var anonymous = EventClient.openWebSocket(
                TestStage.url(), "api/v1/ws?access_token=" + kofi.access(), Optional.empty(), "{\"type\":\"ping\"}")) {
            assertEquals(1008, anonymous.awaitClose());
        }
    }

    // Liberty creates an HTTP session for each handshake.
    @Test
    void handshakeSetsNoCookie() throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(TestStage.url()).getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var head = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
            assertTrue(head.get(0).contains(" 101 "), head::toString);
            assertFalse(
                    head.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie")),
                    head::toString);
        }
    }

    @Test
    void headRequestOpensNoStream() throws Exception {
        var head = HttpRequest.newBuilder(URI.create(TestStage.url() + "api/v1/events/"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + kofi.access());
        var answer = HttpClient.newHttpClient().send(head.build(), HttpResponse.BodyHandlers.discarding());
        assertEquals(200, answer.statusCode());
        try (var amas = Transport.EVENT_STREAM.connect(ama)) {
            assertEquals(
                    List.of(ama.id()),
                    ApiResponse.items(ama.get(conversation + "presence/")
                                    .expect(200)
                                    .get("online"))
                            .stream()
                            .map(JsonNode::longValue)
                            .toList());
            assertFalse(amas.isOver());
        }
    }

    @Test
    void eventStreamRejectsOtherMediaTypes() {
        for (var accept : List.of(
                "application/json",
                "text/html",
                "text/plain, application/*",
                "text/event-stream;q=0",
                "image/*;q=0.5")) {
            var refused = kofi.request("GET", "events/")
                    .header("Accept", accept)
                    .send()
                    .expectProblem(406);
            assertTrue(refused.get("detail").textValue().contains("text/event-stream"), refused::toString);
        }
        for (var accept : List.of("*/*", "text/*", "text/event-stream", "application/json, text/event-stream;q=0.1")) {
            var stream = kofi.request("HEAD", "events/")
                    .header("Accept", accept)
                    .send()
                    .expect(200);
            assertEquals("text/event-stream", stream.header("Content-Type").orElse(""));
        }
    }

    @Test
    void invalidSyncTokenIsRejected() {
        assertEquals(
                List.of("Last-Event-ID"),
                kofi.request("GET", "events/")
                        .header("Last-Event-ID", "nonsense")
                        .send()
                        .expectProblem(400)
                        .errorFields());
        for (var since : List.of("%20x", "MTIz.", "x", "LTE", "MS4yLg")) {
            for (var path : List.of("events/", "sync/")) {
                var refused = kofi.request("GET", path + "?since=" + since)
                        .header("Accept", path.equals("events/") ? "text/event-stream" : "application/json")
                        .send()
                        .expectProblem(400);
                assertEquals(List.of("since"), refused.errorFields(), refused::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionEndsWithSession(Transport transport) {
        try (var kofis = transport.connect(kofi)) {
            kofi.signInAgain().delete("users/me/sessions/").expect(204);
            assertEquals("signed_out", kofis.await("end").get("reason").textValue());
            kofis.awaitClose();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionEndsWhenAccountIsDeactivated(Transport transport) {
        try (var kofis = transport.connect(kofi)) {
            Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", kofi.id());
            assertEquals("signed_out", kofis.await("end").get("reason").textValue());
            kofis.awaitClose();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionEndsWhenTokenExpires(Transport transport) throws Exception {
        try (var kofis = transport.connect(shortLived(kofi), "")) {
            kofis.await("caught_up");
            var end = kofis.await("end");
            assertEquals("token_expired", end.get("reason").textValue());
            kofis.awaitClose();
            ama.sendMessage(conversation, "Meanwhile");
            try (var again = transport.connect(kofi.access(), end.get("resume").textValue())) {
                again.await(hasContent("Meanwhile"));
            }
        }
    }

    @Test
    void newTokenKeepsWebSocketOpen() throws Exception {
        try (var kofis = EventClient.openWebSocket(write(object("type", "auth", "token", shortLived(kofi))))) {
            kofis.await("caught_up");
            kofis.send(write(object("type", "auth", "token", ama.access())));
            kofis.await("error");
            kofis.send(write(object("type", "auth", "token", kofi.access())));
            var other = Account.register();
            try (var ends = EventClient.openWebSocket(write(object("type", "auth", "token", shortLived(other))))) {
                // A connection with a later token has ended, so the first one would have ended too.
                ends.awaitClose();
            }
            assertFalse(kofis.isOver());
            ama.sendMessage(conversation, "Still here");
            kofis.await(hasContent("Still here"));
        }
    }

    private static String shortLived(Account account) throws Exception {
        var claims = SignedJWT.parse(account.access()).getJWTClaimsSet();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(TestEnvironment.signingKey().getKeyID())
                        .type(SignedJWT.parse(account.access()).getHeader().getType())
                        .build(),
                new JWTClaimsSet.Builder(claims)
                        .expirationTime(Date.from(Instant.now().plusSeconds(TOKEN_TTL_SECONDS)))
                        .build());
        token.sign(new RSASSASigner(TestEnvironment.signingKey()));
        return token.serialize();
    }

    @Test
    void slowClientIsDisconnectedWithoutDelayingOthers() throws IOException {
        try (var slow = new Socket();
                var amas = Transport.EVENT_STREAM.connect(ama)) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    URI.create(TestStage.url()).getPort()));
            slow.getOutputStream()
                    .write(("GET /api/v1/events/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + kofi.access()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().equals("event: caught_up")) {
                // Skips the head and the first frames.
            }
            // More than the queue and the buffers of both ends hold. The client keeps reading a little: a connection
            // whose client
            // accepts no data at all is closed without an end frame.
            var words = "🍲".repeat(10_000);
            var heard = new StringBuilder();
            var piece = new char[2_048];
            for (int i = 2; i < 252; i++) {
                ama.sendMessage(conversation, words);
                var version = i;
                amas.await(frame -> frame.path("to").asLong() == version);
                heard.append(piece, 0, Math.max(0, lines.read(piece)));
            }
            for (var read = lines.read(piece); read > 0; read = lines.read(piece)) {
                heard.append(piece, 0, read);
            }
            var end = heard.toString()
                    .lines()
                    .filter(line -> line.startsWith("data: {\"type\":\"end\""))
                    .findFirst()
                    .orElseThrow();
            assertTrue(end.contains("\"reason\":\"slow\"") && end.contains("\"resume\":"), end);
        }
    }

    private static Predicate<JsonNode> hasContent(String content) {
        return frame -> frame.findValuesAsText("content").contains(content);
    }
}
