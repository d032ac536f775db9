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

/** Signing in by single sign-on in the browser, at a real OpenID provider (S-WEB-1, S-AUTH-4). */
class SsoSignInIT {

    private static final String BUTTON = "Sign in with Company account";

    private static OidcProxy company;
    private static Browser browser;

    private final String subject = UUID.randomUUID().toString();
    private final String name = Account.uniqueUsername();
    private Account ama;

    @BeforeAll
    static void open() {
        company = TestStage.issuers().front();
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
        company.reset();
        ama = Account.register();
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
        browser.complaints();
    }

    @AfterEach
    void behave() {
        company.reset();
    }

    /** The provider signs this test's person in, once. */
    private void expected() {
        TestStage.issuers().enqueueSignIn(subject, SsoProvider.AUDIENCE, Map.of("preferred_username", name));
    }

    private void signIn() {
        expected();
        browser.open("").click("button", BUTTON);
        browser.waitFor(".side .list, .side > .quiet");
    }

    private long id() {
        return ama.get("users/directory/?search=" + name)
                .results()
                .get(0)
                .get("id")
                .longValue();
    }

    private static String kept() {
        return browser.script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
                .toString();
    }

    @Test
    void theCodeFlowWithPkceEndsWithSomebodySignedIn() throws NoSuchAlgorithmException {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.waitFor(".identity", name);
        browser.show("profile-of-single-sign-on");
        assertEquals(1, company.authorizationRequests().size());
        Map<String, String> asked = company.authorizationRequests().get(0);
        assertEquals("code", asked.get("response_type"));
        assertEquals("web", asked.get("client_id"));
        assertEquals(TestStage.url(), asked.get("redirect_uri"));
        assertTrue(List.of(asked.get("scope").split(" ")).contains("openid"));
        assertEquals("S256", asked.get("code_challenge_method"));
        assertEquals(1, company.tokenRequests().size());
        Map<String, String> traded = company.tokenRequests().get(0);
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
    void nothingOfItIsKeptInTheHistoryOrOnTheDevice() {
        String conversation = "#/c/" + ama.createConversation("Deep").split("/")[1];
        expected();
        browser.open(conversation).reload();
        browser.click("button", BUTTON);
        browser.waitFor(".empty", "no such conversation");
        assertEquals(TestStage.url() + conversation, browser.address());
        Map<String, String> asked = company.authorizationRequests().get(0);
        Map<String, String> traded = company.tokenRequests().get(0);
        String visited = String.join(" ", browser.visited());
        String kept = kept();
        for (String secret : List.of(
                traded.get("code"), traded.get("code_verifier"), asked.get("state"), asked.get("nonce"), "eyJ")) {
            assertFalse(visited.contains(secret), visited);
            assertFalse(kept.contains(secret), kept);
        }
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(line -> line.contains("Content Security Policy") || line.contains("Uncaught"))
                        .toList());
    }

    @Test
    void aLinkToAMessageLeadsThereAfterTheSignIn() {
        signIn();
        String conversation = ama.createConversation("Deep water");
        ama.post(conversation + "participants/", object("user", id())).expect(201);
        ama.sendMessage(conversation, "Not this one");
        String wanted = ama.sendMessage(conversation, "This one");
        browser.open("nothing");
        browser.script("sessionStorage.clear()");
        String link = "#/c/" + conversation.split("/")[1] + "/m/" + wanted.split("/")[3];
        browser.open(link);
        expected();
        browser.click("button", BUTTON);
        browser.waitFor(".thread h1", "Deep water");
        browser.waitUntil("document.activeElement?.textContent.includes('This one')");
        assertEquals(TestStage.url() + link, browser.address());
        // And so does a reload, which asks nobody anything.
        expected();
        browser.reload();
        browser.waitFor(".thread h1", "Deep water");
        assertEquals("none", company.authorizationRequests().get(2).get("prompt"));
        assertEquals(TestStage.url() + link, browser.address());
        assertEquals(
                3,
                company.authorizationRequests().stream()
                        .map(asked -> asked.get("state"))
                        .distinct()
                        .count());
    }

    @Test
    void anAnswerWithAnotherStateIsNotTaken() {
        company.redirectWith(Map.of("state", "forged", "code", "stolen"));
        browser.open("").click("button", BUTTON);
        browser.waitFor(".notice", "was not begun here");
        browser.waitFor("[name=username]");
        assertEquals(TestStage.url(), browser.address());
        assertEquals(List.of(), company.tokenRequests());
        // What a stranger's link says is not ours to show.
        browser.open("?state=forged&error=x&error_description=Call+0800+1234");
        browser.waitFor(".notice", "was not begun here");
        assertFalse(browser.waitFor("main").getText().contains("0800"));
        assertEquals(TestStage.url(), browser.address());
    }

    @Test
    void aStrangersLinkEndsNoSession() {
        browser.signIn(ama);
        browser.open("?code=stolen&state=forged");
        browser.waitFor(".side .list, .side > .quiet");
        assertEquals(List.of(), company.tokenRequests());
        browser.script("localStorage.clear()");
        signIn();
        browser.open("nothing");
        expected();
        browser.open("?code=stolen&state=forged");
        browser.waitFor(".side .list, .side > .quiet");
        assertEquals(TestStage.url(), browser.address());
    }

    @Test
    void aTokenForAnotherSignInIsNotTaken() {
        for (String wrong : List.of("nonce", "aud", "id_token")) {
            company.reset();
            company.changeTokens(tokens -> {
                var claims = new JWTClaimsSet.Builder()
                        .audience(wrong.equals("aud") ? "somebody-else" : "web")
                        .claim(
                                "nonce",
                                wrong.equals("nonce")
                                        ? "of another sign-in"
                                        : company.authorizationRequests().get(0).get("nonce"));
                tokens.put("id_token", new PlainJWT(claims.build()).serialize());
                if (wrong.equals("id_token")) {
                    tokens.remove("id_token");
                }
            });
            expected();
            browser.open("").click("button", BUTTON);
            browser.waitFor(".notice", "did not work");
            assertEquals(1, company.tokenRequests().size());
            assertFalse(kept().contains("eyJ"));
            browser.reload();
            browser.waitFor("button", BUTTON);
        }
    }

    @Test
    void whatTheIssuerSaysInsteadIsShown() {
        company.redirectWith(
                Map.of("error", "access_denied", "error_description", "Your department has no access to messages."));
        browser.open("#/c/1").reload();
        browser.click("button", BUTTON);
        browser.waitFor(".notice", "Your department has no access");
        browser.show("single-sign-on-refused");
        assertEquals(TestStage.url() + "#/c/1", browser.address());
        company.redirectWith(Map.of("error", "server_error"));
        browser.click("button", BUTTON);
        browser.waitFor(".notice", "was not completed");
        // Nothing of it stands in the way of another try.
        company.reset();
        expected();
        browser.click("button", BUTTON);
        browser.waitFor(".empty", "no such conversation");
    }

    @Test
    void whoseVisitAtTheIssuerIsOverSignsInAnewWithoutAFault() {
        signIn();
        company.redirectWith(Map.of("error", "login_required"));
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertFalse(browser.has(".notice"));
        int before = company.authorizationRequests().size();
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertEquals(before, company.authorizationRequests().size());
    }

    @Test
    void whoIsDeactivatedIsOutAndDoesNotGoToAndFro() {
        company.changeTokens(tokens -> tokens.remove("refresh_token"));
        signIn();
        Account admin = Account.createAdministrator();
        admin.patch("admin/users/" + id() + "/", object("is_active", false)).expect(200);
        browser.waitFor(".notice", "session has ended");
        assertEquals(1, company.authorizationRequests().size());
        expected();
        browser.click("button", BUTTON);
        browser.waitFor("button", BUTTON);
        browser.waitFor(".notice");
        assertEquals(2, company.authorizationRequests().size());
    }

    @Test
    void theAdminConsoleHasItsOwnAddressToReturnTo() {
        expected();
        browser.open("admin/").click("button", BUTTON);
        browser.waitFor("h1", "For administrators");
        browser.waitFor(".notice", name);
        assertEquals(
                TestStage.url() + "admin/",
                company.authorizationRequests().get(0).get("redirect_uri"));
        assertEquals(TestStage.url() + "admin/", browser.address());
    }

    @Test
    void somebodyWithoutAPasswordDeletesTheirAccount() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("summary", "Delete the account");
        browser.click("dialog button.danger", "Delete my account");
        browser.waitFor("dialog h2", "Delete your account?");
        assertFalse(browser.has("[name=current_password]"));
        browser.click("ask-form button.danger");
        browser.waitFor(".notice", "Your account is deleted.");
        assertEquals(0, ama.get("users/directory/?search=" + name).get("count").intValue());
        browser.reload();
        browser.waitFor("button", BUTTON);
    }

    @Test
    void signOutEndsTheSessionAtTheIssuerToo() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor("button", BUTTON);
        assertEquals(TestStage.url(), browser.address());
        assertEquals(1, company.signOutRequests().size());
        Map<String, String> asked = company.signOutRequests().get(0);
        assertEquals("web", asked.get("client_id"));
        assertEquals(TestStage.url(), asked.get("post_logout_redirect_uri"));
        assertEquals(3, asked.get("id_token_hint").split("\\.").length);
        // And a reload asks the issuer nothing.
        browser.reload();
        browser.waitFor("button", BUTTON);
        assertEquals(1, company.authorizationRequests().size());
    }

    @Test
    void signOutInTheAdminConsoleEndsTheSessionAtTheIssuerToo() {
        expected();
        browser.open("admin/").click("button", BUTTON);
        browser.waitFor("h1", "For administrators");
        browser.click("button", "Sign out");
        browser.waitFor("button", BUTTON);
        assertEquals(TestStage.url() + "admin/", browser.address());
        assertEquals(
                TestStage.url() + "admin/", company.signOutRequests().get(0).get("post_logout_redirect_uri"));
    }

    @Test
    void signOutOfALocalAccountAsksNoIssuer() {
        signIn();
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor("button", BUTTON);
        browser.signIn(ama);
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor(".notice", "You are signed out.");
        assertEquals(1, company.signOutRequests().size());
    }
}
