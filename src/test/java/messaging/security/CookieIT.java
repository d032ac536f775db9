package messaging.security;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;

/** Sign-in with the refresh cookie, as the server's own pages do. */
class CookieIT { // S-AUTH-2

    private static final String PATH = "/api/v1/token/cookie";

    @Test
    void refreshTokenCookieIsHttpOnly() {
        Account ama = Account.register();
        ApiResponse answer = signIn(ama).expect(200);
        String cookie = cookie(answer);
        assertTrue(cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Strict"), cookie);
        assertTrue(cookie.matches(".*; ?Path=" + PATH + "(;.*|$)"), cookie);
        assertFalse(cookie.contains("Domain="), cookie);
        assertTrue(cookie.matches(".*; ?Max-Age=1209600(;.*|$)"), cookie);
        assertTrue(answer.header("Cache-Control").orElse("").startsWith("no-store"), answer::toString);
        TokenAssertions.assertAccepted(answer.get("access").textValue());
    }

    @Test
    void bodyDoesNotContainTheRefreshToken() {
        Account ama = Account.register();
        ApiResponse signedIn = signIn(ama).expect(200);
        ApiResponse refreshed = refresh(value(signedIn)).expect(200);
        for (ApiResponse answer : List.of(signedIn, refreshed)) {
            assertEquals(1, answer.json().size(), answer::toString);
            assertTrue(answer.json().has("access"));
            assertFalse(answer.text().contains(value(answer)));
        }
    }

    @Test
    void cookieIsSecureExceptInLocalDevelopment() {
        Account ama = Account.register();
        assertFalse(cookie(signIn(ama).expect(200)).contains("Secure"));
        var body = object("username", ama.username(), "password", Account.PASSWORD);
        Client far = Client.at("192.0.2.5");
        // Behind a proxy with TLS, and also if the operator has not configured TLS.
        assertTrue(cookie(far.post("token/cookie/", body, "X-Forwarded-Proto: https")
                        .expect(200))
                .contains("Secure"));
        assertTrue(cookie(far.post("token/cookie/", body).expect(200)).contains("Secure"));
    }

    @Test
    void refreshReplacesTheCookieAndReuseRevokesTheSession() {
        Account ama = Account.register();
        String first = value(signIn(ama).expect(200));
        ApiResponse second = refresh(first).expect(200);
        assertFalse(value(second).equals(first));
        refresh(first).expectProblem(401);
        refresh(value(second)).expectProblem(401);
    }

    @Test
    void lostResponseCanBeRetried() {
        Account ama = Account.register();
        String first = value(signIn(ama).expect(200));
        ApiResponse lost =
                request("refresh/", first).header("Idempotency-Key", "k").send().expect(200);
        ApiResponse again =
                request("refresh/", first).header("Idempotency-Key", "k").send().expect(200);
        assertFalse(value(lost).equals(value(again)));
        refresh(value(again)).expect(200);
    }

    @Test
    void signOutRemovesTheCookieAndEndsTheSession() {
        Account ama = Account.register();
        ApiResponse signedIn = signIn(ama).expect(200);
        ApiResponse answer = request("logout/", value(signedIn)).send().expect(204);
        String cookie = cookie(answer);
        assertEquals("", value(answer));
        assertTrue(cookie.contains("Max-Age=0"), cookie);
        assertTrue(cookie.contains("Path=" + PATH), cookie);
        refresh(value(signedIn)).expectProblem(401);
        TokenAssertions.assertRejected(signedIn.get("access").textValue());
        ApiRequest.api("POST", "token/cookie/logout/").send().expect(204);
    }

    @Test
    void refreshWithoutTheCookieIsRejected() {
        ApiRequest.api("POST", "token/cookie/refresh/").send().expectProblem(401);
        refresh("").expectProblem(401);
        refresh("nonsense").expectProblem(401);
        // The JSON operation ignores the cookie, and the cookie operation ignores JSON.
        Account ama = Account.register();
        ApiRequest.api("POST", "token/refresh/")
                .header("Cookie", "messaging-refresh=" + ama.refresh())
                .json("{}")
                .send()
                .expectProblem(400);
        ApiRequest.api("POST", "token/cookie/refresh/")
                .json(object("refresh", ama.refresh()))
                .send()
                .expectProblem(401);
    }

    @Test
    void requestOfAnotherSiteIsRejected() {
        Account ama = Account.register();
        String token = value(signIn(ama).expect(200));
        String authority = URI.create(TestStage.url()).getAuthority();
        for (String origin : List.of(
                "https://evil.example",
                "null",
                "https://" + authority,
                "http://" + authority + ".evil.example",
                "http://localhost",
                "http://localhost:1",
                "http://evil.example@" + authority,
                "")) {
            for (String path : List.of("refresh/", "logout/")) {
                request(path, token).header("Origin", origin).send().expectProblem(403);
            }
            ApiRequest.api("POST", "token/cookie/")
                    .json(object("username", ama.username(), "password", Account.PASSWORD))
                    .header("Origin", origin)
                    .send()
                    .expectProblem(403);
        }
        for (String site : List.of("cross-site", "same-site", "Cross-Site", "nonsense")) {
            request("refresh/", token).header("Sec-Fetch-Site", site).send().expectProblem(403);
            request("logout/", token).header("Sec-Fetch-Site", site).send().expectProblem(403);
        }
        // None of the requests used the token.
        refresh(token).expect(200);
    }

    @Test
    void requestOfTheSameSiteIsAccepted() {
        Account ama = Account.register();
        String origin = "http://" + URI.create(TestStage.url()).getAuthority();
        String token = value(signIn(ama).expect(200));
        token = value(request("refresh/", token)
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "same-origin")
                .send()
                .expect(200));
        // Behind a proxy, the origin is the URL that the browser uses.
        var answer = Client.at("192.0.2.6")
                .post(
                        "token/cookie/refresh/",
                        object(),
                        "Cookie: messaging-refresh=" + token,
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: localhost",
                        "Origin: https://localhost");
        answer.expect(200);
    }

    @Test
    void formOfAnotherSiteCannotSignIn() {
        Account ama = Account.register();
        String json = ApiRequest.write(object("username", ama.username(), "password", Account.PASSWORD));
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            ApiRequest.api("POST", "token/cookie/").body(type, json).send().expectProblem(415);
        }
    }

    private static ApiResponse signIn(Account account) {
        return ApiRequest.api("POST", "token/cookie/")
                .json(object("username", account.username(), "password", Account.PASSWORD))
                .send();
    }

    private static ApiResponse refresh(String token) {
        return request("refresh/", token).send();
    }

    private static ApiRequest request(String path, String token) {
        return ApiRequest.api("POST", "token/cookie/" + path).header("Cookie", "messaging-refresh=" + token);
    }

    private static String cookie(ApiResponse answer) {
        return answer.header("Set-Cookie").orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static String value(ApiResponse answer) {
        return HttpCookie.parse(cookie(answer).replaceAll("(?i); *samesite=\\w+", ""))
                .get(0)
                .getValue();
    }
}
