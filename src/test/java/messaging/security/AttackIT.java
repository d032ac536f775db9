package messaging.security;

import static messaging.it.ApiRequest.object;
import static messaging.security.TokenAssertions.assertAccepted;
import static messaging.security.TokenAssertions.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.util.RawValue;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.RawHttp;
import messaging.it.Sql;
import messaging.it.SsoProvider;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged and misused access tokens. Each differs from a valid one in a single point. */
class AttackIT { // S-AUTH-5

    private static final RSAKey OWN_KEY = TestEnvironment.signingKey();
    private static Account ama;

    @BeforeAll
    static void register() {
        ama = Account.register();
    }

    @Test
    void validHandmadeTokenIsAccepted() {
        assertAccepted(forge().signed(OWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "null", "HS256", "RS256"})
    void unsignedTokenIsRejected(String algorithm) {
        ForgedToken token = forge().header("alg", algorithm);
        assertRejected(token.unsigned(""));
        assertRejected(token.unsigned("AA"));
        assertRejected(token.header("kid", null).unsigned(""));
    }

    @Test
    void tokenWithoutAlgorithmIsRejected() {
        assertRejected(forge().header("alg", null).signed(OWN_KEY));
        assertRejected(forge().header("alg", 256).signed(OWN_KEY));
        assertRejected(forge().header("alg", List.of("RS256")).signed(OWN_KEY));
    }

    @Test
    void hmacSignedWithThePublicKeyIsRejected() throws JOSEException {
        byte[] der = OWN_KEY.toRSAPublicKey().getEncoded();
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----";
        RSAKey key = OWN_KEY.toPublicJWK();
        List<byte[]> secrets = List.of(
                der,
                bytes(pem),
                bytes(pem + "\n"),
                bytes(pem.replace("\n", "\r\n")),
                bytes(encoded),
                bytes(key.toJSONString()),
                bytes(new JWKSet(key).toString()),
                bytes(ApiRequest.to("GET", ".well-known/jwks.json").send().text()),
                bytes(key.getModulus().toString()),
                key.getModulus().decode(),
                bytes(key.getKeyID()));
        for (String algorithm : List.of("HS256", "HS384", "HS512")) {
            for (byte[] secret : secrets) {
                assertRejected(forge().header("alg", algorithm).hashed(secret));
            }
        }
        SsoProvider entra = TestStage.issuers().entra();
        RSAKey theirs = entra.key().toPublicJWK();
        for (byte[] secret : List.of(
                theirs.toRSAPublicKey().getEncoded(),
                bytes(theirs.toJSONString()),
                bytes(new JWKSet(theirs).toString(true)),
                theirs.getModulus().decode())) {
            assertRejected(
                    ForgedToken.from(entra, "hash").header("alg", "HS256").hashed(secret));
        }
    }

    @Test
    void otherAlgorithmOfTheKeyIsRejected() {
        for (String algorithm : List.of("RS384", "RS512", "PS256", "PS512", "ES256", "EdDSA", "RSA1_5", "dir")) {
            assertRejected(forge().header("alg", algorithm).signed(OWN_KEY));
        }
    }

    @Test
    void unknownOrMissingKeyIdIsRejected() {
        RSAKey unknownKey = SsoProvider.newKey();
        assertRejected(forge().header("kid", unknownKey.getKeyID()).signed(unknownKey));
        assertRejected(forge().signed(unknownKey));
        assertRejected(forge().header("kid", null).signed(unknownKey));
        assertRejected(forge().header("kid", UUID.randomUUID().toString()).signed(OWN_KEY));
    }

    @Test
    void keyIdIsNotUsedAsPathOrQuery() {
        for (String kid : List.of(
                "../../../../../../dev/null",
                "/dev/null",
                "file:///dev/null",
                "' UNION SELECT 'x' -- ",
                "1; DROP TABLE sessions",
                "${jndi:ldap://127.0.0.1/x}",
                "a\u0000b",
                "\r\nX-Injected: 1",
                "x".repeat(2_000))) {
            assertRejected(forge().header("kid", kid).hashed(new byte[] {0}));
            assertRejected(forge().header("kid", kid).signed(OWN_KEY));
        }
        assertRejected(forge().header("kid", 7).signed(OWN_KEY));
        assertRejected(forge().header("kid", Map.of("a", 1)).signed(OWN_KEY));
    }

    @Test
    void keyInTheTokenIsNeitherUsedNorFetched() throws IOException {
        RSAKey unknownKey = SsoProvider.newKey();
        AtomicInteger visits = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            visits.incrementAndGet();
            byte[] keys = bytes(new JWKSet(unknownKey).toString());
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
            ForgedToken token = forge().header("kid", unknownKey.getKeyID());
            assertRejected(token.header("jku", url).signed(unknownKey));
            assertRejected(token.header("x5u", url).signed(unknownKey));
            assertRejected(
                    token.header("jwk", unknownKey.toPublicJWK().toJSONObject()).signed(unknownKey));
            assertRejected(token.header("x5c", List.of("AAAA")).signed(unknownKey));
            assertRejected(
                    token.header("x5t", "AAAA").header("x5t#S256", "AAAA").signed(unknownKey));
            ForgedToken sso =
                    ForgedToken.from(TestStage.issuers().entra(), "jku").header("kid", unknownKey.getKeyID());
            assertRejected(sso.header("jku", url).header("x5u", url).signed(unknownKey));
            assertEquals(0, visits.get());
            // With a valid signature, the headers are ignored.
            assertAccepted(forge().header("jku", url).header("x5u", url).signed(OWN_KEY));
            assertEquals(0, visits.get());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keyIsTrustedForItsOwnIssuerOnly() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        SsoProvider entra = TestStage.issuers().entra();
        String subject = UUID.randomUUID().toString();
        // The application's issuer with another issuer's key, and the reverse; with the key id of either.
        assertRejected(forge().signed(keycloak.key()));
        assertRejected(forge().header("kid", keycloak.key().getKeyID()).signed(keycloak.key()));
        assertRejected(forge().header("kid", keycloak.key().getKeyID()).signed(OWN_KEY));
        assertRejected(ForgedToken.from(keycloak, subject).signed(OWN_KEY));
        assertRejected(ForgedToken.from(keycloak, subject)
                .header("kid", OWN_KEY.getKeyID())
                .signed(OWN_KEY));
        // Two single sign-on issuers with each other's keys.
        assertRejected(ForgedToken.from(keycloak, subject).signed(entra.key()));
        assertRejected(ForgedToken.from(keycloak, subject)
                .header("kid", entra.key().getKeyID())
                .signed(entra.key()));
        assertRejected(ForgedToken.from(entra, subject)
                .header("kid", keycloak.key().getKeyID())
                .signed(keycloak.key()));
        assertAccepted(ForgedToken.from(keycloak, subject).signed(keycloak.key()));
        assertAccepted(ForgedToken.from(entra, subject).signed(entra.key()));
    }

    @Test
    void wrongIssuerIsRejected() {
        for (Object issuer : List.of(
                "other", "", "Messaging", "messaging ", "https://messaging", List.of("messaging"), 1, Map.of())) {
            assertRejected(forge().claim("iss", issuer).signed(OWN_KEY));
        }
        assertRejected(forge().claim("iss", null).signed(OWN_KEY));
        // The application's own key must not give access to accounts of another issuer.
        assertRejected(
                forge().claim("iss", TestStage.issuers().keycloak().issuer()).signed(OWN_KEY));
    }

    @Test
    void wrongAudienceIsRejected() {
        for (Object audience : List.of("other", "", "Messaging", List.of(), List.of("other"), 1)) {
            assertRejected(forge().claim("aud", audience).signed(OWN_KEY));
        }
        assertRejected(forge().claim("aud", null).signed(OWN_KEY));
        assertRejected(forge().claim("aud", SsoProvider.AUDIENCE).signed(OWN_KEY));
        SsoProvider keycloak = TestStage.issuers().keycloak();
        assertRejected(ForgedToken.from(keycloak, "x").claim("aud", "account").signed(keycloak.key()));
        assertRejected(ForgedToken.from(keycloak, "x").claim("aud", "messaging").signed(keycloak.key()));
    }

    @Test
    void expiredTokenIsRejectedBeyondTheClockSkew() {
        assertAccepted(forge().time("exp", Duration.ofSeconds(-20)).signed(OWN_KEY));
        assertRejected(forge().time("exp", Duration.ofSeconds(-31)).signed(OWN_KEY));
        assertRejected(forge().time("exp", Duration.ofDays(-1)).signed(OWN_KEY));
        assertRejected(forge().claim("exp", null).signed(OWN_KEY));
        assertRejected(forge().claim("exp", "tomorrow").signed(OWN_KEY));
        SsoProvider entra = TestStage.issuers().entra();
        assertAccepted(ForgedToken.from(entra, "skew")
                .time("exp", Duration.ofSeconds(-20))
                .signed(entra.key()));
        assertRejected(ForgedToken.from(entra, "skew")
                .time("exp", Duration.ofSeconds(-31))
                .signed(entra.key()));
    }

    @Test
    void cachedTokenIsRejectedOnceItExpires() {
        // The clock skew of 30 seconds leaves 10 seconds for slow machines.
        String token = forge().time("exp", Duration.ofSeconds(-20)).signed(OWN_KEY);
        assertAccepted(token);
        Eventually.holds(
                () -> ApiRequest.api("GET", "users/me/").bearer(token).send().status() == 401);
        assertRejected(token);
    }

    @Test
    void futureTokenIsRejectedBeyondTheClockSkew() {
        assertAccepted(forge().time("nbf", Duration.ofSeconds(25)).signed(OWN_KEY));
        assertRejected(forge().time("nbf", Duration.ofSeconds(60)).signed(OWN_KEY));
        assertRejected(forge().time("nbf", Duration.ofDays(1)).signed(OWN_KEY));
        assertRejected(forge().claim("nbf", "yesterday").signed(OWN_KEY));
        assertAccepted(forge().time("iat", Duration.ofSeconds(25)).signed(OWN_KEY));
        assertRejected(forge().time("iat", Duration.ofSeconds(60)).signed(OWN_KEY));
        assertRejected(forge().claim("iat", null).signed(OWN_KEY));
    }

    @Test
    void invalidTimeIsRejected() {
        SsoProvider entra = TestStage.issuers().entra();
        for (String name : List.of("exp", "nbf", "iat")) {
            for (String value : List.of("null", "\"1\"", "true", "[]", "{}", "1e30", "-1e30", "1" + "0".repeat(30))) {
                assertRejected(raw(forge(), name, value).signed(OWN_KEY));
                assertRejected(raw(ForgedToken.from(entra, "time"), name, value).signed(entra.key()));
            }
        }
    }

    @Test
    void nullClaimCountsAsMissing() {
        SsoProvider entra = TestStage.issuers().entra();
        for (String name : List.of("sub", "iss", "aud", "jti")) {
            assertRejected(raw(forge(), name, "null").signed(OWN_KEY));
        }
        for (String name : List.of("sub", "iss", "aud")) {
            assertRejected(raw(ForgedToken.from(entra, "null"), name, "null").signed(entra.key()));
        }
    }

    @Test
    void refreshTokenIsRejectedAsAccessToken() {
        assertRejected(ama.refresh());
        assertRejected(ForgedToken.copyOf(ama.refresh()).header("typ", "at+jwt").signed(OWN_KEY));
        assertRejected(forge().header("typ", "rt+jwt").signed(OWN_KEY));
    }

    @Test
    void accessTokenIsRejectedAsRefreshToken() {
        for (String token : List.of(
                ama.access(),
                forge().header("typ", "rt+jwt").signed(OWN_KEY),
                ForgedToken.copyOf(ama.refresh()).header("typ", "at+jwt").signed(OWN_KEY))) {
            ApiRequest.api("POST", "token/refresh/")
                    .json(object("refresh", token))
                    .send()
                    .expectProblem(401);
        }
        // None of the attempts counted as reuse.
        ama.get("users/me/").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"JWT", "jwt", "rt+jwt", "id+jwt", "logout+jwt", "dpop+jwt", "JOSE", "application/jose", "x"})
    void tokenOfAnotherTypeIsRejected(String type) {
        assertRejected(forge().header("typ", type).signed(OWN_KEY));
    }

    @Test
    void tokenWithoutTypeIsRejected() {
        assertRejected(forge().header("typ", null).signed(OWN_KEY));
    }

    @Test
    void otherTokenTypesOfAnIssuerAreRejected() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        for (String type : List.of("ID", "Refresh", "Offline", "Logout")) {
            assertRejected(ForgedToken.from(keycloak, "typ").claim("typ", type).signed(keycloak.key()));
        }
        assertRejected(
                ForgedToken.from(keycloak, "typ").header("typ", "logout+jwt").signed(keycloak.key()));
    }

    @Test
    void tokenOfDeactivatedUserIsRejected() throws InterruptedException {
        Account kofi = Account.register();
        assertAccepted(kofi.access());
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", kofi.id());
        Thread.sleep(TestEnvironment.REVOCATION_SECONDS * 1_000L);
        assertRejected(kofi.access());
    }

    @Test
    void tokenOfDeletedUserIsRejected() throws InterruptedException {
        Account kofi = Account.register();
        assertAccepted(kofi.access());
        Sql.run("DELETE FROM sessions WHERE user_id = ?", kofi.id());
        Sql.run("DELETE FROM username_claims WHERE user_id = ?", kofi.id());
        Sql.run("DELETE FROM users WHERE id = ?", kofi.id());
        Thread.sleep(TestEnvironment.REVOCATION_SECONDS * 1_000L);
        assertRejected(kofi.access());
        ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", kofi.refresh()))
                .send()
                .expectProblem(401);
    }

    @Test
    void tokenForAnotherUsersSessionIsRejected() {
        Account kofi = Account.register();
        assertRejected(forge().claim("sub", Long.toString(kofi.id())).signed(OWN_KEY));
        assertRejected(forge().claim("sid", Long.MAX_VALUE).signed(OWN_KEY));
        assertRejected(forge().claim("sid", "1 OR 1=1").signed(OWN_KEY));
        assertRejected(forge().claim("sid", null).signed(OWN_KEY));
        assertRejected(forge().claim("sub", null).signed(OWN_KEY));
        assertRejected(forge().claim("sub", " ").signed(OWN_KEY));
    }

    @Test
    void rightsComeFromTheAccountNotTheToken() {
        String token = forge().claim("groups", List.of("user", "admin"))
                .claim("upn", "root")
                .signed(OWN_KEY);
        assertAccepted(token);
        ApiRequest.api("GET", "users/").bearer(token).send().expectProblem(403);
    }

    @Test
    void accountClaimOfAnIssuerIsIgnored() {
        Account kofi = Account.register();
        SsoProvider entra = TestStage.issuers().entra();
        ApiResponse me =
                assertAccepted(ForgedToken.from(entra, UUID.randomUUID().toString())
                        .claim("urn:messaging:account", kofi.id())
                        .claim("sid", 1)
                        .signed(entra.key()));
        assertNotEquals(kofi.id(), me.id());
        me = assertAccepted(forge().claim("urn:messaging:account", kofi.id()).signed(OWN_KEY));
        assertEquals(ama.id(), me.id());
    }

    @Test
    void tokenInQueryOrBodyIsIgnored() {
        for (String name : List.of("access_token", "access", "token", "bearer_token", "jwt", "Authorization")) {
            ApiRequest.api("GET", "users/me/?" + name + "=" + ama.access())
                    .send()
                    .expectProblem(401);
        }
        ApiRequest.api("GET", "users/me/?Authorization=Bearer%20" + ama.access())
                .send()
                .expectProblem(401);
        ApiRequest.api("POST", "conversations/")
                .body("application/x-www-form-urlencoded", "access_token=" + ama.access())
                .send()
                .expectProblem(401);
    }

    @Test
    void tokenInCookieIsIgnored() {
        for (String name : List.of(
                "access",
                "access_token",
                "Authorization",
                "Bearer",
                "jwt",
                "messaging-refresh",
                "LtpaToken2",
                "mp.jwt")) {
            for (String token : List.of(ama.access(), ama.refresh())) {
                ApiRequest.api("GET", "users/me/")
                        .header("Cookie", name + "=" + token)
                        .send()
                        .expectProblem(401);
            }
        }
    }

    @Test
    void otherSchemeIsRejected() {
        String basic = Base64.getEncoder().encodeToString(bytes(ama.username() + ":" + Account.PASSWORD));
        for (String header : List.of(
                "Basic " + basic,
                "Bearer " + basic,
                "Basic " + ama.access(),
                "Token " + ama.access(),
                "JWT " + ama.access(),
                ama.access(),
                "Bearer" + ama.access(),
                "Bearer\t" + ama.access(),
                "Bearer " + ama.access() + ", Bearer " + ama.access(),
                "Bearer \"" + ama.access() + "\"")) {
            ApiRequest.api("GET", "users/me/")
                    .header("Authorization", header)
                    .send()
                    .expectProblem(401);
        }
    }

    @Test
    void twoAuthorizationHeadersAreRejected() {
        Account kofi = Account.register();
        for (List<String> pair : List.of(
                List.of("Bearer " + ama.access(), "Bearer " + kofi.access()),
                List.of("Bearer " + ama.access(), "Bearer " + ama.access()),
                List.of("Bearer x", "Bearer " + ama.access()),
                List.of("Bearer " + ama.access(), "Basic x"),
                List.of("Basic x", "Bearer " + ama.access()))) {
            RawHttp.send(
                            "127.0.0.1",
                            "GET /api/v1/users/me/ HTTP/1.1",
                            "Host: " + URI.create(TestStage.url()).getAuthority(),
                            "Authorization: " + pair.get(0),
                            "Authorization: " + pair.get(1),
                            "Connection: close")
                    .orElseThrow()
                    .expectProblem(401);
        }
    }

    @Test
    void duplicateClaimsAreRejected() {
        Account kofi = Account.register();
        String header = forge().headerJson();
        String claims = forge().claimsJson();
        String open = claims.substring(0, claims.length() - 1);
        assertAccepted(ForgedToken.signed(OWN_KEY, header, claims));
        for (String again : List.of(
                "\"sub\":\"" + kofi.id() + "\"",
                "\"sub\":\"" + ama.id() + "\"",
                "\"s\\u0075b\":\"" + ama.id() + "\"",
                "\"iss\":\"messaging\"",
                "\"exp\":4102444800",
                "\"aud\":\"messaging\"")) {
            assertRejected(ForgedToken.signed(OWN_KEY, header, open + "," + again + "}"));
        }
        String openHeader = header.substring(0, header.length() - 1);
        assertRejected(ForgedToken.signed(OWN_KEY, openHeader + ",\"alg\":\"RS256\"}", claims));
        assertRejected(ForgedToken.signed(OWN_KEY, "{\"alg\":\"none\"," + header.substring(1), claims));
    }

    @Test
    void tokenThatIsNotAJsonObjectIsRejected() {
        String header = forge().headerJson();
        String claims = forge().claimsJson();
        for (String payload : List.of("", "null", "1", "[]", "[" + claims + "]", "{", claims + claims, "\"x\"")) {
            assertRejected(ForgedToken.signed(OWN_KEY, header, payload));
            assertRejected(ForgedToken.signed(OWN_KEY, payload, claims));
        }
        assertRejected(ForgedToken.signed(OWN_KEY, header, "[".repeat(3_000)));
        assertRejected(ForgedToken.signed(OWN_KEY, header, "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)));
    }

    @Test
    void criticalExtensionIsRejected() {
        assertRejected(forge().header("crit", List.of("exp")).header("exp", 1).signed(OWN_KEY));
        assertRejected(forge().header("crit", List.of("http://example.com/x"))
                .header("http://example.com/x", true)
                .signed(OWN_KEY));
        assertRejected(
                forge().header("crit", List.of("b64")).header("b64", false).signed(OWN_KEY));
        assertRejected(forge().header("crit", List.of()).signed(OWN_KEY));
        assertRejected(forge().header("crit", "x").signed(OWN_KEY));
    }

    @Test
    void oversizedTokenIsRejected() {
        for (int length : List.of(9_000, 18_000)) {
            assertRejected(forge().claim("x", "y".repeat(length)).signed(OWN_KEY));
        }
        // The server itself rejects longer headers.
        int status = ApiRequest.api("GET", "users/me/")
                .bearer(forge().claim("x", "y".repeat(200_000)).signed(OWN_KEY))
                .send()
                .status();
        assertTrue(status == 400 || status == 401 || status == 431, () -> "status " + status);
        assertTrue(ApiRequest.api("POST", "token/refresh/")
                        .json(object("refresh", "x".repeat(500_000)))
                        .send()
                        .status()
                < 500);
    }

    @Test
    void tamperedTokenIsRejected() {
        String token = forge().signed(OWN_KEY);
        String[] parts = token.split("\\.");
        for (int part = 0; part < parts.length; part++) {
            for (int at = 0; at < parts[part].length() - 1; at += Math.max(1, parts[part].length() / 12)) {
                String[] changed = parts.clone();
                char other = parts[part].charAt(at) == 'A' ? 'B' : 'A';
                changed[part] = parts[part].substring(0, at) + other + parts[part].substring(at + 1);
                assertRejected(String.join(".", changed));
            }
        }
        String administrator = forge().claim("groups", List.of("admin")).claimsJson();
        assertRejected(parts[0] + "." + ForgedToken.base64(administrator) + "." + parts[2]);
    }

    // The last character has unused bits: other values decode to the same bytes.
    @Test
    void nonCanonicalBase64IsRejected() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (String token : List.of(forge().signed(OWN_KEY), ama.refresh())) {
            int last = alphabet.indexOf(token.charAt(token.length() - 1));
            for (int other = 0; other < alphabet.length(); other++) {
                if (other != last) {
                    String changed = token.substring(0, token.length() - 1) + alphabet.charAt(other);
                    assertRejected(changed);
                    ApiRequest.api("POST", "token/refresh/")
                            .json(object("refresh", changed))
                            .send()
                            .expectProblem(401);
                }
            }
        }
        // None of the attempts counted as reuse.
        ama.get("users/me/").expect(200);
    }

    @Test
    void truncatedSignatureIsRejected() {
        String token = forge().signed(OWN_KEY);
        int signature = token.lastIndexOf('.');
        for (int left : List.of(0, 1, 2, 10, 170, token.length() - signature - 3)) {
            assertRejected(token.substring(0, signature + 1 + left));
        }
        assertRejected(token.substring(0, signature));
        assertRejected(token + "AA");
        assertRejected(token + ".");
        assertRejected(token + "." + token.substring(signature + 1));
    }

    @Test
    void encryptedTokenIsRejected() {
        assertRejected(ForgedToken.base64("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}") + ".AA.AA.AA.AA");
        assertRejected(ForgedToken.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..AA.AA.AA");
    }

    private static ForgedToken raw(ForgedToken token, String claim, String json) {
        return token.claim(claim, new RawValue(json));
    }

    private static ForgedToken forge() {
        return ForgedToken.copyOf(ama.access());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
