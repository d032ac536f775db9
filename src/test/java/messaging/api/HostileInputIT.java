package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Operations;
import messaging.it.Operations.Operation;
import messaging.it.RawHttp;
import messaging.it.ServerLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that is wrong in every way, to every operation of the OpenAPI document. Never is there a 5xx, every refusal is a
 * complete problem detail, nothing of the inside gets out, and the server's log stays clean.
 */
@Tag("database")
class HostileInputIT {

    private static final int MIB = 1024 * 1024;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO");
    private static List<Operation> all;
    private static ServerLog log;

    @BeforeAll
    static void watchTheLog() {
        log = new ServerLog();
    }

    @AfterAll
    static void theLogIsClean() {
        assertEquals(List.of(), log.errors());
        assertEquals(List.of(), log.incidents());
    }

    static synchronized List<Operation> operations() {
        if (all == null) {
            all = Operations.all();
        }
        return all;
    }

    static Stream<Operation> withBody() {
        return operations().stream().filter(Operation::hasBody);
    }

    static Stream<Operation> withId() {
        return operations().stream().filter(Operation::hasId);
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withBody")
    void contentEncodings(Operation operation) {
        Victim victim = new Victim();
        for (String coding : List.of("br", "deflate", "compress", "zstd", "nonsense", "gzip, gzip", "gzip, br", "*")) {
            ApiResponse answer = encoded(operation, victim, coding, gzip("{}".getBytes(StandardCharsets.UTF_8)))
                    .expectProblem(415);
            assertEquals("gzip, identity", answer.header("Accept-Encoding").orElse(""), answer::toString);
        }
        byte[] good = gzip("{\"unknown\": \"field\"}".getBytes(StandardCharsets.UTF_8));
        for (byte[] bad : List.of(
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length - 8),
                Arrays.copyOf(good, 12),
                Arrays.copyOf(good, 1),
                withByte(good, 0, 0),
                withByte(good, good.length - 5, good[good.length - 5] ^ 1),
                "{}".getBytes(StandardCharsets.UTF_8))) {
            encoded(operation, victim, "gzip", bad).expectProblem(400);
        }
        // 512 MiB of blanks within half of one, and no content at all in many members, as much as a body may have.
        encoded(operation, victim, "gzip", Bombs.BLANKS).expectProblem(413);
        encoded(operation, victim, "gzip", Bombs.EMPTY_MEMBERS).expectProblem(400);
    }

    private static ApiResponse encoded(Operation operation, Victim victim, String coding, byte[] body) {
        return victim.request(operation)
                .bytes("application/json", body)
                .header("Content-Encoding", coding)
                .send();
    }

    private static byte[] withByte(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Bodies that would take much more memory or time than they have bytes. */
    private static final class Bombs {
        static final byte[] BLANKS = blanks();
        static final byte[] EMPTY_MEMBERS = emptyMembers();

        private static byte[] blanks() {
            byte[] part = " ".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
                for (int i = 0; i < 512; i++) {
                    stream.write(part);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }

        private static byte[] emptyMembers() {
            byte[] member = gzip(new byte[0]);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (all.size() + member.length <= MIB) {
                all.writeBytes(member);
            }
            return all.toByteArray();
        }
    }

    @ParameterizedTest // S-API-12
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "gzip, identity", "identity, gzip", ",gzip,", " Gzip "})
    void aCompressedBodyIsRead(String coding) {
        Account ama = Account.register();
        byte[] body = gzip("{\"title\": \"Compressed\", \"participants\": []}".getBytes(StandardCharsets.UTF_8));
        ApiResponse made = ama.request("POST", "conversations/")
                .bytes("application/json", body)
                .header("Content-Encoding", coding)
                .send()
                .expect(201);
        assertEquals("Compressed", made.get("title").textValue());
        for (String none : List.of("identity", "Identity", "identity, identity")) {
            ama.request("POST", "conversations/")
                    .json("{\"title\": \"Plain\", \"participants\": []}")
                    .header("Content-Encoding", none)
                    .send()
                    .expect(201);
        }
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withBody")
    void fieldsOfWrongTypes(Operation operation) {
        for (String field : operation.fields()) {
            Victim victim = new Victim();
            for (String value : HostileBodies.VALUES) {
                ApiResponse answer = victim.request(operation)
                        .json(body(operation, victim, field, value))
                        .send();
                check(operation + " " + field + "=" + brief(value), answer);
                // The only field that is an object; an empty one is good.
                if (value.startsWith("{") && !field.equals("versions")) {
                    assertTrue(answer.status() >= 400, () -> operation + " " + field + ": " + answer);
                }
            }
        }
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withBody")
    void fieldsThatAreMissingOrUnknown(Operation operation) {
        Victim victim = new Victim();
        check(operation, victim.request(operation).json("{}").send());
        check(
                operation,
                victim.request(operation)
                        .json("{\"nope\": {\"deep\": [1, null]}, \"\": 1, \"__proto__\": {}, \"@class\": \"x\"}")
                        .send());
        check(
                operation,
                victim.request(operation)
                        .json(operation.fields().stream()
                                .map(field -> '"' + field + "\": null")
                                .collect(Collectors.joining(",", "{", "}")))
                        .send());
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withBody")
    void bodiesThatAreNoJsonObject(Operation operation) {
        Victim victim = new Victim();
        HostileBodies.malformed().forEach((name, bytes) -> {
            ApiResponse answer =
                    victim.request(operation).bytes("application/json", bytes).send();
            assertEquals(400, answer.status(), () -> operation + " " + name + ": " + answer);
            check(operation + " " + name, answer);
        });
    }

    @ParameterizedTest // S-API-12
    @MethodSource("operations")
    void bodiesThatAreTooLarge(Operation operation) {
        Victim victim = new Victim();
        byte[] body = ("{\"content\":\"" + "x".repeat(10 * MIB) + "\"}").getBytes(StandardCharsets.US_ASCII);
        String head = head(operation.method(), "/api/v1/" + victim.path(operation), victim)
                + "Content-Type: application/json\r\n";
        Map<String, byte[]> requests = new LinkedHashMap<>();
        requests.put("with a length", join(head + "Content-Length: " + body.length + "\r\n\r\n", body));
        requests.put("in chunks", join(head + "Transfer-Encoding: chunked\r\n\r\n", chunks(body)));
        requests.forEach((name, request) -> {
            ApiResponse answer = RawHttp.send(request).orElseThrow(() -> new AssertionError(operation + " " + name));
            if (operation.hasBody()) {
                assertEquals(413, answer.status(), () -> operation + " " + name + ": " + answer);
            }
            check(operation + " " + name, answer);
        });
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withBody")
    void wrongContentTypes(Operation operation) {
        Victim victim = new Victim();
        for (String type : List.of(
                "text/plain",
                "text/html",
                "application/xml",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/merge-patch+xml",
                "application/json; charset=utf-16",
                "application/json;charset=ISO-8859-1",
                "application/json; charset=\"nope\"")) {
            ApiResponse answer = victim.request(operation).body(type, "{}").send();
            assertEquals(415, answer.status(), () -> operation + " " + type + ": " + answer);
            check(operation + " " + type, answer);
        }
        for (String type :
                List.of("nonsense", "application/", "/json", ";", "application/json; charset", "*/*", "a b/c")) {
            ApiResponse answer = victim.request(operation).body(type, "{").send();
            assertTrue(Set.of(400, 415).contains(answer.status()), () -> operation + " " + type + ": " + answer);
            check(operation + " " + type, answer);
        }
        for (String type :
                List.of("application/json; charset=UTF-8", "application/json;charset=\"utf-8\"", "APPLICATION/JSON")) {
            ApiResponse answer = victim.request(operation).body(type, "[]").send();
            assertEquals(400, answer.status(), () -> operation + " " + type + ": " + answer);
        }
    }

    @ParameterizedTest // S-API-12
    @MethodSource("operations")
    void unacceptableAccept(Operation operation) {
        Victim victim = new Victim();
        for (String accept : List.of("text/html", "application/xml", "image/png;q=0.5, text/plain")) {
            ApiResponse answer = withGoodBody(victim.request(operation), operation, victim)
                    .header("Accept", accept)
                    .send();
            assertEquals(406, answer.status(), () -> operation + " " + accept + ": " + answer);
            check(operation + " " + accept, answer);
        }
        for (String accept : List.of(
                "nonsense",
                "*/*;q=x",
                "*/*;q=2",
                "*/*;q=",
                "application/json;q=0",
                ",,,",
                "a/b/c",
                "x".repeat(5_000))) {
            check(
                    operation + " " + accept,
                    withGoodBody(victim.request(operation), operation, victim)
                            .header("Accept", accept)
                            .send());
        }
    }

    @ParameterizedTest // S-API-12
    @MethodSource("withId")
    void idsThatAreNone(Operation operation) {
        Victim victim = new Victim();
        for (String collection : collections(operation)) {
            for (String id : List.of(
                    "0",
                    "-1",
                    "abc",
                    "1.5",
                    "1e3",
                    "+1",
                    "01",
                    "1,2",
                    "NaN",
                    "null",
                    "undefined",
                    "%20",
                    "1%20",
                    "%C3%BC",
                    "%D9%A1",
                    "9223372036854775808",
                    "18446744073709551617",
                    "1;x=y",
                    "1;",
                    "9".repeat(5_000),
                    "%27%20OR%201=1--",
                    "true",
                    "0x1",
                    "1L")) {
                ApiResponse answer = send(operation, victim, collection, id);
                assertEquals(404, answer.status(), () -> operation + " " + brief(id) + ": " + answer);
                check(operation + " " + brief(id), answer);
            }
            for (String id : List.of("%ff", "%ED%A0%80", "%C0%80", "%E2%82", "*", "~", "(1)", "@", "1$")) {
                check(operation + " " + id, send(operation, victim, collection, id));
            }
        }
    }

    @ParameterizedTest // S-API-12
    @MethodSource("operations")
    void badQueries(Operation operation) {
        Victim victim = new Victim();
        List<String> queries = new ArrayList<>(List.of(
                "%zz",
                "%",
                "a=%f",
                "=",
                "&&&",
                "a[]=1&a[]=2",
                "limit[]=1",
                "?",
                "%00=%00",
                "%ff=%ff",
                "x=" + "y".repeat(20_000),
                "limit=1&limit=x",
                "search=%F0%9F%98%80"));
        queries.add(IntStream.range(0, 2_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&")));
        for (String parameter : operation.queryParameters()) {
            for (String value : List.of(
                    "",
                    "%",
                    "%zz",
                    "%00",
                    "%ff",
                    "%ED%A0%80",
                    "-1",
                    "0",
                    "abc",
                    "1.5",
                    "9223372036854775808",
                    "NaN",
                    "null",
                    "%0d%0aX-Injected:%201",
                    "%27;--",
                    "x".repeat(10_000),
                    "%2525",
                    ",",
                    "-",
                    "[]",
                    "{}")) {
                queries.add(parameter + "=" + value);
            }
        }
        for (String query : queries) {
            String path = "/api/v1/" + victim.path(operation) + "?" + query;
            byte[] body = operation.hasBody() ? "[]".getBytes(StandardCharsets.US_ASCII) : new byte[0];
            ApiResponse answer = RawHttp.send(join(
                            head(operation.method(), path, victim)
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n",
                            body))
                    .orElseThrow(() -> new AssertionError(operation + " ?" + brief(query)));
            check(operation + " ?" + brief(query), answer);
            assertTrue(answer.header("X-Injected").isEmpty(), answer::toString);
        }
    }

    @Test // S-API-12
    void unsupportedMethods() {
        Map<String, Set<String>> supported = new TreeMap<>();
        operations()
                .forEach(operation -> supported
                        .computeIfAbsent(operation.path(), path -> new TreeSet<>())
                        .add(operation.method()));
        Victim victim = new Victim();
        for (Operation operation : operations()) {
            Set<String> known = supported.get(operation.path());
            for (String method : METHODS) {
                if (!known.contains(method)) {
                    ApiResponse answer = victim.request(method, victim.path(operation))
                            .json("{}")
                            .send();
                    assertEquals(405, answer.status(), () -> method + " " + operation.path() + ": " + answer);
                    check(method + " " + operation.path(), answer);
                    Set<String> allowed =
                            Set.of(answer.header("Allow").orElse("").split(", "));
                    assertTrue(allowed.containsAll(known), () -> operation.path() + " allows " + allowed);
                }
            }
            victim.request("OPTIONS", victim.path(operation)).send().expect(200);
        }
    }

    @Test // S-API-12
    void unknownPaths() {
        Victim victim = new Victim();
        for (String path : List.of(
                "api/v1/nothing/",
                "api/v1",
                "api/v1/",
                "api",
                "api/",
                "api/v2/",
                "api/v11/users/",
                "nothing",
                "problem",
                "WEB-INF/web.xml",
                "META-INF/persistence.xml",
                "api/v1//users/",
                "api/v1/users//",
                "api/v1/users/me/x/",
                "api/v1/Users/",
                "api/v1/token/refresh/x",
                "api/v1/conversations/1/messages/1/x/",
                "api/v1/application.wadl",
                "favicon.ico",
                ".env",
                "x".repeat(8_000))) {
            ApiResponse answer =
                    ApiRequest.to("GET", path).bearer(victim.access()).send();
            assertEquals(404, answer.status(), () -> path + ": " + answer);
            check(path, answer);
        }
    }

    @ParameterizedTest // S-API-4, S-API-12
    @MethodSource("operations")
    void headersThatAreTooLargeOrStrange(Operation operation) {
        Victim victim = new Victim();
        for (String header : List.of(
                "If-Match: " + "x".repeat(20_000),
                "If-Match: \"1",
                "If-Match: \u00ff",
                "User-Agent: " + "\u00ff".repeat(10_000),
                "X-Request-Id: " + "x".repeat(10_000),
                "X-Request-Id: ${jndi:ldap://x}",
                "Accept-Language: " + "xx,".repeat(5_000),
                "Cookie: " + "a=b;".repeat(5_000),
                "Expect: nonsense",
                "Range: bytes=0-1",
                "Idempotency-Key: " + "x".repeat(10_000),
                "X-HTTP-Method-Override: DELETE",
                "X-Forwarded-Host: evil.example")) {
            byte[] body = operation.hasBody() ? "[]".getBytes(StandardCharsets.US_ASCII) : new byte[0];
            ApiResponse answer = RawHttp.send(join(
                            head(operation.method(), "/api/v1/" + victim.path(operation), victim)
                                    + header + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                                    + "\r\n\r\n",
                            body))
                    .orElseThrow(() -> new AssertionError(operation + " " + brief(header)));
            check(operation + " " + brief(header), answer);
        }
    }

    private static void check(Object what, ApiResponse answer) {
        assertTrue(answer.status() < 500, () -> what + ": " + answer);
        if (answer.status() >= 400) {
            try {
                answer.expectProblem();
            } catch (AssertionError e) {
                throw new AssertionError(what + ": " + e.getMessage(), e);
            }
        }
    }

    private static ApiResponse send(Operation operation, Victim victim, String collection, String id) {
        String path = operation.at(name -> name.equals(collection) ? id : victim.id(name));
        ApiRequest call = victim.request(operation.method(), path);
        return withGoodBody(call, operation, victim).send();
    }

    private static ApiRequest withGoodBody(ApiRequest call, Operation operation, Victim victim) {
        return operation.hasBody() ? call.json(body(operation, victim, "", "")) : call;
    }

    /** A good body but for one field. */
    private static String body(Operation operation, Victim victim, String bad, String value) {
        return operation.fields().stream()
                .map(field -> '"' + field + "\": " + (field.equals(bad) ? value : victim.good(field)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<String> collections(Operation operation) {
        List<String> collections = new ArrayList<>();
        operation.at(collection -> {
            collections.add(collection);
            return "1";
        });
        return collections;
    }

    private static String head(String method, String path, Victim victim) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + victim.access() + "\r\n";
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += MIB) {
            int size = Math.min(MIB, body.length - at);
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, at, size);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    private static byte[] join(String head, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }
}
