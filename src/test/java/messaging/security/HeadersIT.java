package messaging.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.RawHttp;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security headers, hosts, CORS and TLS, and the absence of details about the server. */
class HeadersIT {

    private static final String FOREIGN = "https://evil.example";
    // The TLS record type with which a server accepts a handshake.
    private static final int HANDSHAKE = 22;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin/",
                "assets/0/style/main.css",
                "api/v1/health/",
                "api/v1/users/me/",
                "api/v1/nothing/",
                "nothing",
                "WEB-INF/web.xml",
                ".well-known/jwks.json",
                "health",
                "health/live",
                "openapi",
                "jwt/ibm/api/defaultJWT/jwk"
            })
    void everyResponseHasSecurityHeaders(String path) {
        ApiResponse answer = ApiRequest.to("GET", path).send();
        assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""), answer::toString);
        assertEquals("DENY", answer.header("X-Frame-Options").orElse(""));
        assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""));
        assertNoServerDetails(answer);
    }

    @Test
    void pagesRunOwnScriptsOnly() {
        String policy = ApiRequest.to("GET", "")
                .send()
                .expect(200)
                .header("Content-Security-Policy")
                .orElse("");
        for (String directive : List.of(
                "default-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "object-src 'none'")) {
            assertTrue(policy.contains(directive), policy);
        }
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void dataIsNeitherRenderedNorCached() {
        Account ama = Account.register();
        for (String path : List.of("users/me/", "conversations/", "users/me/sessions/", "nothing/")) {
            ApiResponse answer = ama.get(path);
            assertEquals("no-store", answer.header("Cache-Control").orElse(""), path);
            assertEquals(
                    "default-src 'none'; frame-ancestors 'none'",
                    answer.header("Content-Security-Policy").orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /api/v1/%2e%2e/%2e%2e/WEB-INF/web.xml HTTP/1.1",
                "GET /api/v1/users/%00 HTTP/1.1",
                "GET /..;/WEB-INF/web.xml HTTP/1.1",
                "GET /api/v1;x=y/users/me/ HTTP/1.1",
                "TRACE / HTTP/1.1",
                "TRACE /api/v1/users/me/ HTTP/1.1",
                "CONNECT evil.example:443 HTTP/1.1",
                "FOO /api/v1/users/me/ HTTP/1.1",
                "PROPFIND /api/v1/conversations/ HTTP/1.1"
            })
    void malformedRequestIsRejectedWithoutServerDetails(String line) {
        Optional<ApiResponse> answer =
                RawHttp.send("127.0.0.1", line, "Host: " + host(), "X-Secret: echo", "Connection: close");
        answer.ifPresent(refusal -> {
            assertTrue(refusal.status() >= 400 && refusal.status() < 600, refusal::toString);
            assertFalse(refusal.text().contains("echo"), refusal::toString);
            assertNoServerDetails(refusal);
            refusal.expectNoLeak();
        });
    }

    @ParameterizedTest // S-API-12
    @ValueSource(
            strings = {"/", "/admin/", "/metrics", "/.well-known/jwks.json", "/static/x", "/assets/0/style/main.css"})
    void otherMethodOfAPageIsNotAllowed(String path) {
        ApiResponse options = ApiRequest.to("OPTIONS", path.substring(1)).send().expect(204);
        assertEquals("GET, HEAD, OPTIONS", options.header("Allow").orElse(""), options::toString);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "PROPFIND", "CONNECT")) {
            ApiResponse answer = RawHttp.send(
                            "127.0.0.1", method + " " + path + " HTTP/1.1", "Host: " + host(), "Connection: close")
                    .orElseThrow()
                    .expectProblem(405);
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow").orElse(""), answer::toString);
        }
    }

    @Test
    void onlyTheApplicationsKeysArePublished() {
        assertFalse(
                ApiRequest.to("GET", "jwt/ibm/api/defaultJWT/jwk").send().text().contains("\"keys\""));
        ApiResponse own = ApiRequest.to("GET", ".well-known/jwks.json").send().expect(200);
        for (var key : own.get("keys")) {
            for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "k", "oth")) {
                assertFalse(key.has(secret), secret);
            }
        }
    }

    @Test
    void unconfiguredOriginIsRejected() {
        for (String path : List.of("api/v1/users/me/", "api/v1/token/", "", ".well-known/jwks.json", "openapi")) {
            assertNoCorsHeaders(
                    ApiRequest.to("GET", path).header("Origin", FOREIGN).send());
            assertNoCorsHeaders(preflight(ApiRequest.to("OPTIONS", path), FOREIGN));
        }
    }

    @Test
    void onlyConfiguredOriginsAreAllowed() {
        String users = Replicas.withTls().url() + "api/v1/users/me/";
        ApiResponse allowed = preflight(ApiRequest.to("OPTIONS", users), Replicas.ALLOWED_ORIGIN);
        assertEquals(
                Replicas.ALLOWED_ORIGIN,
                allowed.header("Access-Control-Allow-Origin").orElse(""),
                allowed::toString);
        assertTrue(allowed.header("Access-Control-Allow-Methods").orElse("").contains("PATCH"));
        assertTrue(allowed.header("Access-Control-Allow-Headers")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .matches(".*\\bauthorization\\b.*\\blast-event-id\\b.*"));
        assertFalse(allowed.header("Access-Control-Allow-Credentials").isPresent(), allowed::toString);
        ApiResponse read = ApiRequest.to("GET", users)
                .header("Origin", Replicas.ALLOWED_ORIGIN)
                .send()
                .expect(401);
        assertEquals(
                Replicas.ALLOWED_ORIGIN,
                read.header("Access-Control-Allow-Origin").orElse(""));
        for (String origin : List.of(
                FOREIGN,
                "null",
                Replicas.ALLOWED_ORIGIN + ".evil.example",
                Replicas.ALLOWED_ORIGIN.replace("https", "http"),
                Replicas.ALLOWED_ORIGIN.toUpperCase(Locale.ROOT) + ":444")) {
            assertNoCorsHeaders(
                    ApiRequest.to("GET", users).header("Origin", origin).send());
            assertNoCorsHeaders(preflight(ApiRequest.to("OPTIONS", users), origin));
        }
    }

    @Test
    void allowedOriginCannotUseTheCookie() {
        ApiRequest.to("POST", Replicas.withTls().url() + "api/v1/token/cookie/refresh/")
                .header("Origin", Replicas.ALLOWED_ORIGIN)
                .send()
                .expectProblem(403);
    }

    @Test // S-RUN-2
    void otherHostIsRejected() {
        int port = URI.create(Replicas.withTls().url()).getPort();
        for (String host : List.of(
                "localhost",
                "localhost:" + port,
                "LOCALHOST",
                "example.org",
                "chat.example.org",
                "a.b.example.org:1")) {
            sendOverTls("GET /api/v1/users/me/ HTTP/1.1", host).expect(401);
        }
        for (String host : List.of(
                "evil.example",
                "127.0.0.1",
                "notexample.org",
                "example.org.evil.example",
                "localhost.evil.example",
                "localhost@evil.example",
                "evil.example:80@localhost",
                "localhost,evil.example")) {
            ApiResponse answer = sendOverTls("GET /api/v1/users/me/ HTTP/1.1", host);
            assertEquals(400, answer.status(), () -> "'" + host + "': " + answer);
            assertFalse(answer.text().contains("evil.example"), answer::toString);
        }
        sendOverTls("GET /api/v1/users/me/ HTTP/1.1", "localhost\r\nHost: localhost")
                .expect(400);
        // Probes use the IP address; an address in the request line is checked like a host.
        sendOverTls("GET /api/v1/health/ HTTP/1.1", "10.1.2.3").expect(200);
        sendOverTls("GET http://evil.example/api/v1/users/me/ HTTP/1.1", "localhost")
                .expect(400);
    }

    @Test
    void configuredTlsIsEnabled() throws Exception {
        Replicas.withTls();
        HttpResponse<String> page = overTls();
        assertEquals(200, page.statusCode());
        assertTrue(
                page.headers()
                        .firstValue("Strict-Transport-Security")
                        .orElse("")
                        .matches("max-age=31536000; includeSubDomains"),
                () -> page.headers().toString());
        assertTrue(page.headers().firstValue("Server").isEmpty());
        // Browsers ignore the header over plain HTTP.
        assertTrue(ApiRequest.to("GET", "")
                .send()
                .header("Strict-Transport-Security")
                .isEmpty());
    }

    // Without a library, because Java's client does not offer old versions.
    @Test
    void oldTlsVersionIsRejected() throws IOException {
        Replicas.withTls();
        assertEquals(HANDSHAKE, recordTypeOfResponse(3));
        for (int minor : List.of(0, 1, 2)) { // SSL 3.0, TLS 1.0, TLS 1.1
            assertNotEquals(HANDSHAKE, recordTypeOfResponse(minor));
        }
    }

    @Test
    void cookieOverTlsIsSecure() throws Exception {
        Account ama = Account.register();
        Replicas.withTls();
        String body = ApiRequest.write(ApiRequest.object("username", ama.username(), "password", Account.PASSWORD));
        HttpRequest request = HttpRequest.newBuilder(URI.create(Replicas.tlsUrl() + "api/v1/token/cookie/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client().send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Set-Cookie").orElse("").contains("Secure"));
    }

    /** Offers a single TLS version (RFC 5246, section 7.4.1.2); returns the type of the first record of the response, or -1. */
    private static int recordTypeOfResponse(int minor) throws IOException {
        byte[] suites = HexFormat.of().parseHex("c02fc030c013c014009c002f0035");
        ByteBuffer hello = ByteBuffer.allocate(256).put((byte) 3).put((byte) minor);
        hello.put(new byte[32]).put((byte) 0); // random, no session
        hello.putShort((short) suites.length).put(suites).put((byte) 1).put((byte) 0);
        // Curve P-256, its uncompressed points, and RSA with SHA-256 or SHA-1 for signatures.
        byte[] extensions = HexFormat.of().parseHex("000a000400020017" + "000b00020100" + "000d0006000404010201");
        hello.putShort((short) extensions.length).put(extensions).flip();
        ByteBuffer record =
                ByteBuffer.allocate(512).put((byte) HANDSHAKE).put((byte) 3).put((byte) minor);
        record.putShort((short) (hello.limit() + 4))
                .putInt(1 << 24 | hello.limit())
                .put(hello)
                .flip();
        URI server = URI.create(Replicas.tlsUrl());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(record.array(), 0, record.limit());
            return socket.getInputStream().read();
        }
    }

    private static HttpResponse<String> overTls() throws Exception {
        return client().send(
                        HttpRequest.newBuilder(URI.create(Replicas.tlsUrl())).build(), BodyHandlers.ofString());
    }

    private static HttpClient client() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Replicas.certificate())) {
            store.load(file, Replicas.STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static void assertNoServerDetails(ApiResponse answer) {
        for (String header : List.of("Server", "X-Powered-By", "$WSEP", "Via", "X-AspNet-Version")) {
            assertTrue(answer.header(header).isEmpty(), answer::toString);
        }
        for (String name : List.of("Liberty", "WebSphere", "RESTEasy", "26.0.0", "SRVE0")) {
            assertFalse(answer.toString().contains(name), answer::toString);
        }
    }

    private static void assertNoCorsHeaders(ApiResponse answer) {
        assertTrue(answer.header("Access-Control-Allow-Origin").isEmpty(), answer::toString);
        assertTrue(answer.header("Access-Control-Allow-Credentials").isEmpty(), answer::toString);
    }

    private static ApiResponse preflight(ApiRequest call, String origin) {
        return call.header("Origin", origin)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization, content-type, last-event-id")
                .send();
    }

    private static ApiResponse sendOverTls(String line, String host) {
        List<String> lines = new ArrayList<>(List.of(line, "Host: " + host, "Connection: close"));
        byte[] request = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return RawHttp.send("127.0.0.1", URI.create(Replicas.withTls().url()).getPort(), request)
                .orElseThrow();
    }

    private static String host() {
        return URI.create(TestStage.url()).getAuthority();
    }
}
