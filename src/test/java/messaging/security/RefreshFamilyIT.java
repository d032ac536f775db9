package messaging.security;

import static messaging.it.ApiRequest.object;
import static messaging.security.TokenAssertions.assertAccepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import messaging.api.Concurrently;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import messaging.it.SsoProvider;
import messaging.it.TestEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reuse of refresh tokens, retries of lost responses, and both at the same time. */
@Tag("database")
class RefreshFamilyIT { // S-AUTH-2

    private static final int ROUNDS = 15;

    @Test
    void retryGetsAPairThatReplacesTheLostOne() {
        Account ama = Account.register();
        String key = UUID.randomUUID().toString();
        String lost = refresh(ama.refresh(), key).expect(200).get("refresh").textValue();
        ApiResponse again = refresh(ama.refresh(), key).expect(200);
        String found = again.get("refresh").textValue();
        assertNotEquals(lost, found);
        assertAccepted(again.get("access").textValue());
        String next = refresh(found, UUID.randomUUID().toString())
                .expect(200)
                .get("refresh")
                .textValue();
        // The lost pair was replaced: its use ends the session.
        refresh(lost, key).expectProblem(401);
        refresh(next, null).expectProblem(401);
    }

    @Test
    void requestCanBeRetriedSeveralTimes() {
        Account ama = Account.register();
        String key = UUID.randomUUID().toString();
        String newest = null;
        for (int i = 0; i < 4; i++) {
            newest = refresh(ama.refresh(), key).expect(200).get("refresh").textValue();
        }
        refresh(newest, key).expect(200);
    }

    @Test
    void retryAfterAMinuteRevokesTheSession() {
        Account ama = Account.register();
        String key = UUID.randomUUID().toString();
        String newest = refresh(ama.refresh(), key).expect(200).get("refresh").textValue();
        moveBack(ama, "traded_at", 61);
        refresh(ama.refresh(), key).expectProblem(401);
        refresh(newest, null).expectProblem(401);
    }

    @Test
    void retryWithinAMinuteSucceeds() {
        Account ama = Account.register();
        String key = UUID.randomUUID().toString();
        refresh(ama.refresh(), key).expect(200);
        moveBack(ama, "traded_at", 45);
        refresh(ama.refresh(), key).expect(200);
    }

    @Test
    void reuseWithAnotherKeyOrNoneRevokesTheSession() {
        for (List<String> keys : List.of(List.of("a", "b"), List.of("a", ""), List.of("", "a"), List.of("", ""))) {
            Account ama = Account.register();
            String newest = refresh(ama.refresh(), keys.get(0))
                    .expect(200)
                    .get("refresh")
                    .textValue();
            refresh(ama.refresh(), keys.get(1)).expectProblem(401);
            refresh(newest, keys.get(0)).expectProblem(401);
        }
    }

    @Test
    void olderTokenRevokesTheSessionDespiteItsKey() {
        Account ama = Account.register();
        String second = refresh(ama.refresh(), "k").expect(200).get("refresh").textValue();
        String third = refresh(second, "k").expect(200).get("refresh").textValue();
        refresh(ama.refresh(), "k").expectProblem(401);
        refresh(third, "k").expectProblem(401);
    }

    @Test
    void simultaneousRetriesLeaveOneValidToken() {
        for (int round = 0; round < ROUNDS; round++) {
            Account ama = Account.register();
            String key = UUID.randomUUID().toString();
            List<String> tokens = sendTwice(() -> refresh(ama.refresh(), key)).stream()
                    .map(answer -> answer.expect(200).get("refresh").textValue())
                    .toList();
            assertNotEquals(tokens.get(0), tokens.get(1));
            // Read from the database, because trying them would end the session.
            String stored =
                    Sql.text("hash", "SELECT HEX(token_hash) AS hash FROM sessions WHERE user_id = ?", ama.id());
            List<String> valid =
                    tokens.stream().filter(token -> isCurrent(stored, token)).toList();
            assertEquals(1, valid.size());
            refresh(valid.get(0), null).expect(200);
        }
    }

    @Test
    void simultaneousRefreshesWithoutAKeyRevokeTheSession() {
        for (int round = 0; round < ROUNDS; round++) {
            Account ama = Account.register();
            List<ApiResponse> answers = sendTwice(() -> refresh(ama.refresh(), null));
            List<String> tokens = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.get("refresh").textValue())
                    .toList();
            assertTrue(tokens.size() <= 1, answers::toString);
            answers.stream().filter(answer -> answer.status() != 200).forEach(answer -> answer.expectProblem(401));
            // The second request counted as reuse, so the tokens of the first are not valid either.
            tokens.forEach(token -> refresh(token, null).expectProblem(401));
            ApiRequest.api("GET", "users/me/").bearer(ama.access()).send().expectProblem(401);
        }
    }

    @Test
    void reuseInvalidatesAccessTokensToo() {
        Account ama = Account.register();
        ApiResponse pair = refresh(ama.refresh(), null).expect(200);
        refresh(ama.refresh(), null).expectProblem(401);
        for (String access : List.of(ama.access(), pair.get("access").textValue())) {
            TokenAssertions.assertRejected(access);
        }
    }

    @Test
    void rejectionRevealsNoReason() {
        Account ama = Account.register();
        refresh(ama.refresh(), null).expect(200);
        ApiResponse stolen = refresh(ama.refresh(), null).expectProblem(401);
        ApiResponse nonsense = refresh("nonsense", null).expectProblem(401);
        assertEquals(nonsense.get("detail"), stolen.get("detail"));
        assertEquals(nonsense.header("WWW-Authenticate"), stolen.header("WWW-Authenticate"));
    }

    @Test
    void forgedTokenDoesNotEndTheSession() {
        Account ama = Account.register();
        String forged = ForgedToken.copyOf(ama.refresh())
                .claim("jti", UUID.randomUUID().toString())
                .signed(SsoProvider.newKey());
        refresh(forged, null).expectProblem(401);
        ApiRequest.api("POST", "token/logout/")
                .json(object("refresh", forged))
                .send()
                .expect(204);
        refresh(ama.refresh(), null).expect(200);
    }

    @Test
    void idleSessionExpires() {
        Account ama = Account.register();
        moveBack(ama, "last_used_at", 1_209_600 - 60);
        String next = refresh(ama.refresh(), null).expect(200).get("refresh").textValue();
        moveBack(ama, "last_used_at", 1_209_600 + 1);
        refresh(next, null).expectProblem(401);
    }

    @Test
    void busySessionExpiresAtItsLifetime() {
        Account ama = Account.register();
        Sql.run("UPDATE sessions SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE user_id = ?", ama.id());
        refresh(ama.refresh(), null).expectProblem(401);
    }

    @Test
    void signOutEndsTheSessionAtOnce() {
        Account ama = Account.register();
        Account elsewhere = ama.signInAgain();
        ApiRequest.api("POST", "token/logout/")
                .json(object("refresh", ama.refresh()))
                .send()
                .expect(204);
        TokenAssertions.assertRejected(ama.access());
        assertAccepted(elsewhere.access());
    }

    @Test
    void sessionShowsDeviceAndLastUse() {
        String name = Account.register().username();
        ApiResponse pair = ApiRequest.api("POST", "token/")
                .json(object("username", name, "password", Account.PASSWORD, "device", "Ama's phone \ud83d\udcf1"))
                .send()
                .expect(200);
        var session = ApiRequest.api("GET", "users/me/sessions/?search=phone")
                .bearer(pair.get("access").textValue())
                .send()
                .expect(200)
                .results()
                .get(0);
        assertEquals("Ama's phone \ud83d\udcf1", session.get("device").textValue());
        String before = session.get("last_used_at").textValue();
        refresh(pair.get("refresh").textValue(), null).expect(200);
        var after = ApiRequest.api("GET", "users/me/sessions/?search=phone")
                .bearer(pair.get("access").textValue())
                .send()
                .results()
                .get(0);
        assertTrue(after.get("last_used_at").textValue().compareTo(before) > 0);
    }

    @Test // S-API-9
    void sessionsCanBeSearchedByDeviceAndAddress() {
        Account ama = Account.register();
        Account phone = ama.signInAgain();
        Sql.run("UPDATE sessions SET address = '2001:db8::7' WHERE user_id = ? ORDER BY id DESC LIMIT 1", ama.id());
        assertEquals(
                1, phone.get("users/me/sessions/?search=2001:DB8").results().size());
        assertEquals(2, phone.get("users/me/sessions/?search=java").results().size());
        assertEquals(
                0, phone.get("users/me/sessions/?search=caf\u00e9").results().size());
    }

    @Test
    void deviceLengthMatchesTheOpenApiDocument() {
        String name = Account.register().username();
        for (String device : List.of("\ud83d\udcf1".repeat(255), "\u00e9".repeat(255), "")) {
            ApiRequest.api("POST", "token/")
                    .json(object("username", name, "password", Account.PASSWORD, "device", device))
                    .send()
                    .expect(200);
        }
        assertEquals(
                List.of("device"),
                ApiRequest.api("POST", "token/")
                        .json(object(
                                "username", name, "password", Account.PASSWORD, "device", "\ud83d\udcf1".repeat(256)))
                        .send()
                        .expectProblem(400)
                        .errorFields());
    }

    @Test
    void sessionOutlivesItsFirstSigningKey() {
        Account ama = Account.register();
        // As if that key had been removed: the hash identifies the issued token.
        String refresh = ForgedToken.copyOf(ama.refresh()).header("kid", "gone").signed(TestEnvironment.signingKey());
        Sql.run("UPDATE sessions SET token_hash = UNHEX(SHA2(?, 256)) WHERE user_id = ?", refresh, ama.id());
        String next = refresh(refresh, null).expect(200).get("refresh").textValue();
        // Reuse is still detected.
        refresh(refresh, null).expectProblem(401);
        refresh(next, null).expectProblem(401);
    }

    private static ApiResponse refresh(String token, String key) {
        ApiRequest call = ApiRequest.api("POST", "token/refresh/").json(object("refresh", token));
        return (key == null ? call : call.header("Idempotency-Key", key)).send();
    }

    private static List<ApiResponse> sendTwice(Callable<ApiResponse> call) {
        return Concurrently.run(List.of(call, call));
    }

    private static boolean isCurrent(String stored, String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().withUpperCase().formatHex(hash).equals(stored);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void moveBack(Account account, String column, int seconds) {
        Map<String, String> statements = Map.of(
                "traded_at", "UPDATE sessions SET traded_at = traded_at - INTERVAL ? SECOND WHERE user_id = ?",
                "last_used_at",
                        "UPDATE sessions SET last_used_at = last_used_at - INTERVAL ? SECOND WHERE user_id = ?");
        Sql.run(statements.get(column), seconds, account.id());
    }
}
