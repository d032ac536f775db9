package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import messaging.it.Account;
import messaging.it.OidcProxy;
import messaging.it.SsoProvider;
import messaging.it.TestStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single sign-on in the browser, at a real OpenID provider (S-WEB-1, S-AUTH-4). */
class SsoSignInIT {

    private static final String BUTTON = "Sign in with Company account";

    private static OidcProxy issuer;
    private static Browser browser;

    private final String subject = UUID.randomUUID().toString();
    private final String name = Account.uniqueUsername();
    private Account ama;

    @BeforeAll
    static void open() {
        issuer = TestStage.issuers().front();
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void begin() {
        issuer.reset();
        ama = Account.register();
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
        browser.consoleWarnings();
    }

    @AfterEach
    void resetIssuer() {
        issuer.reset();
    }

    /** Makes the issuer sign in this test's user, once. */
    private void expectSignIn() {
        TestStage.issuers().enqueueSignIn(subject, SsoProvider.AUDIENCE, Map.of("preferred_username", name));
    }

    private void signIn() {
        expectSignIn();
        browser.open("").click("button", BUTTON);
        browser.waitFor(".sidebar .list, .sidebar > .secondary");
    }

    private long id() {
        return ama.get("users/directory/?search=" + name)
                .results()
                .get(0)
                .get("id")
                .longValue();
    }

    private static String storedData() {
        return browser.script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
                .toString();
    }

    @Test
    void codeFlowWithPkceSignsIn() throws NoSuchAlgorithmException {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.waitFor(".identity", name);
        browser.checkScreens("profile-of-single-sign-on");
        assertEquals(1, issuer.authorizationRequests().size());
        Map<String, String> asked = issuer.authorizationRequests().get(0);
        assertEquals("code", asked.get("response_type"));
        assertEquals("web", asked.get("client_id"));
        assertEquals(TestStage.url(), asked.get("redirect_uri"));
        assertTrue(List.of(asked.get("scope").split(" ")).contains("openid"));
        assertEquals("S256", asked.get("code_challenge_method"));
        assertEquals(1, issuer.tokenRequests().size());
        Map<String, String> traded = issuer.tokenRequests().get(0);
        assertEquals("authorization_code", traded.get("grant_type"));
        assertEquals("web", traded.get("client_id"));
        assertFalse(traded.containsKey("client_secret"));
        assertEquals(TestStage.url(), traded.get("redirect_uri"));
        String verifier = traded.get("code_verifier");
        assertTrue(verifier.matches("[A-Za-z0-9._~-]{43,128}"), verifier);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(hash), asked.get("code_challenge"));
        for (String secret : List.of(asked.get("state"), asked.get("nonce"), verifier)) {
            assertTrue(secret.length() >= 32, secret);
        }
    }

    @Test
    void historyAndStorageContainNoSecrets() {
        String conversation = "#/c/" + ama.createConversation("Deep").split("/")[1];
        expectSignIn();
        browser.open(conversation).reload();
        browser.click("button", BUTTON);
        browser.waitFor(".empty", "Conversation not found");
        assertEquals(TestStage.url() + conversation, browser.url());
        Map<String, String> asked = issuer.authorizationRequests().get(0);
        Map<String, String> traded = issuer.tokenRequests().get(0);
        String historyUrls = String.join(" ", browser.historyUrls());
        String storedData = storedData();
        for (String secret : List.of(
                traded.get("code"), traded.get("code_verifier"), asked.get("state"), asked.get("nonce"), "eyJ")) {
            assertFalse(historyUrls.contains(secret), historyUrls);
            assertFalse(storedData.contains(secret), storedData);
        }
        assertEquals(
                List.of(),
                browser.consoleWarnings().stream()
                        .filter(line -> line.contains("Content Security Policy") || line.contains("Uncaught"))
                        .toList());
    }

    @Test
    void linkToMessageOpensItAfterSignIn() {
        signIn();
        String conversation = ama.createConversation("Deep water");
        ama.post(conversation + "participants/", object("user", id())).expect(201);
        ama.sendMessage(conversation, "Not this one");
        String wanted = ama.sendMessage(conversation, "This one");
        browser.open("nothing");
        browser.script("sessionStorage.clear()");
        String link = "#/c/" + conversation.split("/")[1] + "/m/" + wanted.split("/")[3];
        browser.open(link);
        expectSignIn();
        browser.click("button", BUTTON);
        browser.waitFor(".conversation h1", "Deep water");
        browser.waitUntil("document.activeElement?.textContent.includes('This one')");
        assertEquals(TestStage.url() + link, browser.url());
        // A reload does the same without a prompt.
        expectSignIn();
        browser.reload();
        browser.waitFor(".conversation h1", "Deep water");
        assertEquals("none", issuer.authorizationRequests().get(2).get("prompt"));
        assertEquals(TestStage.url() + link, browser.url());
        assertEquals(
                3,
                issuer.authorizationRequests().stream()
                        .map(asked -> asked.get("state"))
                        .distinct()
                        .count());
    }

    @Test
    void responseWithOtherStateIsRefused() {
        issuer.redirectWith(Map.of("state", "forged", "code", "stolen"));
        browser.open("").click("button", BUTTON);
        browser.waitFor(".notice", "was not started in this tab");
        browser.waitFor("[name=username]");
        assertEquals(TestStage.url(), browser.url());
        assertEquals(List.of(), issuer.tokenRequests());
        // Anyone can create such a link, so its text is not displayed.
        browser.open("?state=forged&error=x&error_description=Call+0800+1234");
        browser.waitFor(".notice", "was not started in this tab");
        assertFalse(browser.waitFor("main").getText().contains("0800"));
        assertEquals(TestStage.url(), browser.url());
    }

    @Test
    void forgedResponseKeepsSession() {
        browser.signIn(ama);
        browser.open("?code=stolen&state=forged");
        browser.waitFor(".sidebar .list, .sidebar > .secondary");
        assertEquals(List.of(), issuer.tokenRequests());
        browser.script("localStorage.clear()");
        signIn();
        browser.open("nothing");
        expectSignIn();
        browser.open("?code=stolen&state=forged");
        browser.waitFor(".sidebar .list, .sidebar > .secondary");
        assertEquals(TestStage.url(), browser.url());
    }

    @Test
    void tokenOfOtherSignInIsRefused() {
        for (String wrong : List.of("nonce", "aud", "id_token")) {
            issuer.reset();
            issuer.changeTokens(tokens -> {
                var claims = new JWTClaimsSet.Builder()
                        .audience(wrong.equals("aud") ? "another-client" : "web")
                        .claim(
                                "nonce",
                                wrong.equals("nonce")
                                        ? "of another sign-in"
                                        : issuer.authorizationRequests().get(0).get("nonce"));
                tokens.put("id_token", new PlainJWT(claims.build()).serialize());
                if (wrong.equals("id_token")) {
                    tokens.remove("id_token");
                }
            });
            expectSignIn();
            browser.open("").click("button", BUTTON);
            browser.waitFor(".notice", "Single sign-on failed");
            assertEquals(1, issuer.tokenRequests().size());
            assertFalse(storedData().contains("eyJ"));
            browser.reload();
            browser.waitFor("button", BUTTON);
        }
    }

    @Test
    void errorOfIssuerIsShown() {
        issuer.redirectWith(
                Map.of("error", "access_denied", "error_description", "Your department has no access to messages."));
        browser.open("#/c/1").reload();
        browser.click("button", BUTTON);
        browser.waitFor(".notice", "Your department has no access");
        browser.checkScreens("single-sign-on-refused");
        assertEquals(TestStage.url() + "#/c/1", browser.url());
        issuer.redirectWith(Map.of("error", "server_error"));
        browser.click("button", BUTTON);
        browser.waitFor(".notice", "was not completed");
        // The failure does not affect the next attempt.
        issuer.reset();
        expectSignIn();
        browser.click("button", BUTTON);
        browser.waitFor(".empty", "Conversation not found");
    }

    @Test
    void endedIssuerSessionShowsSignInWithoutError() {
        signIn();
        issuer.redirectWith(Map.of("error", "login_required"));
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertFalse(browser.has(".notice"));
        int before = issuer.authorizationRequests().size();
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertEquals(before, issuer.authorizationRequests().size());
    }

    @Test
    void deactivatedUserIsSignedOutWithoutRedirectLoop() {
        issuer.changeTokens(tokens -> tokens.remove("refresh_token"));
        signIn();
        Account admin = Account.createAdministrator();
        admin.patch("admin/users/" + id() + "/", object("is_active", false)).expect(200);
        browser.waitFor(".notice", "session has ended");
        assertEquals(1, issuer.authorizationRequests().size());
        expectSignIn();
        browser.click("button", BUTTON);
        browser.waitFor("button", BUTTON);
        browser.waitFor(".notice");
        assertEquals(2, issuer.authorizationRequests().size());
    }

    @Test
    void adminConsoleHasItsOwnRedirectUri() {
        expectSignIn();
        browser.open("admin/").click("button", BUTTON);
        browser.waitFor("h1", "Administrators only");
        browser.waitFor(".notice", name);
        assertEquals(
                TestStage.url() + "admin/",
                issuer.authorizationRequests().get(0).get("redirect_uri"));
        assertEquals(TestStage.url() + "admin/", browser.url());
    }

    @Test
    void userWithoutPasswordDeletesAccount() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("summary", "Delete account");
        browser.click("dialog button.danger", "Delete my account");
        browser.waitFor("dialog h2", "Delete your account?");
        assertFalse(browser.has("[name=current_password]"));
        browser.click("submit-form button.danger");
        browser.waitFor(".notice", "Your account has been deleted.");
        assertEquals(0, ama.get("users/directory/?search=" + name).get("count").intValue());
        browser.reload();
        browser.waitFor("button", BUTTON);
    }

    @Test
    void signOutEndsSessionAtIssuer() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor("button", BUTTON);
        assertEquals(TestStage.url(), browser.url());
        assertEquals(1, issuer.signOutRequests().size());
        Map<String, String> asked = issuer.signOutRequests().get(0);
        assertEquals("web", asked.get("client_id"));
        assertEquals(TestStage.url(), asked.get("post_logout_redirect_uri"));
        assertEquals(3, asked.get("id_token_hint").split("\\.").length);
        // A reload does not contact the issuer.
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertEquals(1, issuer.authorizationRequests().size());
    }

    @Test
    void signOutOfAdminConsoleEndsSessionAtIssuer() {
        expectSignIn();
        browser.open("admin/").click("button", BUTTON);
        browser.waitFor("h1", "Administrators only");
        browser.click("button", "Sign out");
        browser.waitFor("button", BUTTON);
        assertEquals(TestStage.url() + "admin/", browser.url());
        assertEquals(TestStage.url() + "admin/", issuer.signOutRequests().get(0).get("post_logout_redirect_uri"));
    }

    @Test
    void signOutOfLocalAccountContactsNoIssuer() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor("button", BUTTON);
        browser.signIn(ama);
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor(".notice", "You have signed out.");
        assertEquals(1, issuer.signOutRequests().size());
    }
}
