package messaging.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Map;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.Eventually;
import messaging.it.Sql;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Sessions and accounts in the web client (S-WEB-1). */
class ClientSessionIT extends TwoBrowsers {
    @Test
    void signInAfterEndedSessionRestoresConversation() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        ama.delete("users/me/sessions/").expect(204);
        browser.waitFor(".notice", "session has ended");
        browser.checkScreens("session-ended");
        browser.submitSignIn(ama);
        browser.waitFor(".conversation h1", "Lunch");
        browser.sendMessage("Back again");
        browser.waitFor(".message .meta", "Sent");
    }

    @Test
    void expiredAccessTokenIsRefreshedSilently() {
        LibertyServer server = TestStage.replica("short-tokens", Map.of("ACCESS_TOKEN_SECONDS", "5"));
        server.awaitReady(Duration.ofMinutes(4));
        browser.useServer(server.url());
        try {
            browser.signIn(ama).click(".item", "Lunch");
            browser.waitFor("textarea");
            browser.script("window.refreshes = 0; new PerformanceObserver((list) => list.getEntries()"
                    + ".forEach((entry) => { if (entry.name.endsWith('/token/cookie/refresh/')) refreshes += 1; }))"
                    + ".observe({type: 'resource'})");
            kofi.sendMessage(conversation, "Before");
            browser.waitFor(".message .content", "Before");
            browser.waitUntil("refreshes >= 2");
            browser.sendMessage("And after");
            browser.waitFor(".message .meta", "Sent");
            kofi.sendMessage(conversation, "Still live");
            browser.waitFor(".message .content", "Still live");
            assertFalse(browser.has("sign-in"));
        } finally {
            browser.useServer(TestStage.url());
        }
    }

    @Test
    void reloadResumesSessionWithoutStoredToken() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".conversation h1", "Lunch");
        browser.reload();
        browser.waitFor(".conversation h1", "Lunch");
        String kept = browser.script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
                .toString();
        assertFalse(kept.contains("eyJ"), kept);
        browser.click("[aria-label^=Profile]").click("button", "Sign out");
        browser.waitFor("h1", "Sign in");
        browser.reload();
        browser.waitFor("h1", "Sign in");
    }

    @Test
    void reloadDuringRefreshKeepsSession() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".conversation h1", "Lunch");
        // The server refreshes the token, but the page is reloaded before the response arrives.
        browser.script("""
                window.fetch = (address, init) => {
                  window.key = init.headers['Idempotency-Key'];
                  return new Promise(() => {});
                };
                import(document.querySelector('link[href$="/shared/api.js"]').href).then(({ refreshToken }) => refreshToken());""");
        browser.waitUntil("!!window.key");
        ApiRequest.api("POST", "token/cookie/refresh/")
                .header("Cookie", browser.cookies("api/v1/token/cookie/refresh/"))
                .header("Idempotency-Key", browser.script("return window.key").toString())
                .send()
                .expect(200);
        browser.reload();
        browser.waitFor(".conversation h1", "Lunch");
        browser.sendMessage("Still here");
        browser.waitFor(".message .meta", "Sent");
    }

    @Test
    void refreshCompletesAfterPageIsClosed() {
        String refreshPath = "api/v1/token/cookie/refresh/";
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".conversation h1", "Lunch");
        String before = browser.cookies(refreshPath);
        Sql.runWhileLocked(
                () -> {
                    browser.script("import(document.querySelector('link[href$=\"/shared/api.js\"]').href)"
                            + ".then(({ refreshToken }) => refreshToken()).catch(() => {})");
                    Eventually.holds(() -> Sql.lockWaits() >= 1);
                    browser.open("nothing");
                },
                "SELECT id FROM sessions WHERE user_id = ? FOR UPDATE",
                ama.id());
        // Otherwise the next page would use the old cookie, perhaps before the server has completed the first request.
        Eventually.holds(() -> !browser.cookies(refreshPath).equals(before));
        browser.open(conversationHash());
        browser.waitFor(".conversation h1", "Lunch");
    }

    @Test
    void signInOfOtherUserInAnotherTabEndsSession() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        browser.script("""
                const body = JSON.stringify({ username: arguments[0], password: arguments[1] });
                return fetch('/api/v1/token/cookie/', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
                  .then(() => import(document.querySelector('link[href$="/shared/api.js"]').href))
                  .then(({ refreshToken }) => refreshToken().catch(() => {}));""", kofi.username(), Account.PASSWORD);
        browser.waitFor(".notice", "Another user has signed in");
        // The session of the other user continues.
        browser.reload();
        browser.waitFor("textarea");
        browser.sendMessage("It is me");
        browser.waitFor(".message .meta", "Sent");
        assertEquals(
                kofi.id(),
                kofi.get(conversation + "messages/")
                        .results()
                        .get(0)
                        .get("sender")
                        .longValue());
    }

    @Test
    void draftIsShownToItsAuthorOnly() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.type("textarea", "A secret");
        browser.click("[aria-label^=Profile]").click("button", "Sign out");
        browser.waitFor(".notice", "signed out");
        browser.submitSignIn(kofi).waitFor("textarea");
        assertEquals("", browser.waitFor("textarea").getAttribute("value"));
        browser.click("[aria-label^=Profile]").click("button", "Sign out");
        browser.waitFor(".notice", "signed out");
        browser.submitSignIn(ama);
        browser.waitUntil("document.querySelector('textarea')?.value === 'A secret'");
    }

    @Test
    void draftSurvivesReloadUntilSignOut() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.type("textarea", "Not finished yet");
        browser.reload();
        browser.waitUntil("document.querySelector('textarea')?.value === 'Not finished yet'");
        browser.click("[aria-label^=Profile]").click("button", "Sign out");
        browser.waitFor(".notice", "signed out");
        String stored = browser.script("return JSON.stringify({...localStorage, ...sessionStorage})")
                .toString();
        assertFalse(stored.contains("Not finished"), stored);
        browser.reload();
        browser.waitFor("[name=username]");
        browser.submitSignIn(ama).waitFor("textarea");
        assertEquals("", browser.waitFor("textarea").getAttribute("value"));
    }

    @Test
    void emptySignInNamesMissingFields() {
        browser.open("");
        browser.waitFor("[name=username]");
        browser.click("form button.primary");
        browser.waitFor("#field-username-error", "Username is required.");
        browser.waitFor("#field-password-error", "Password is required.");
        browser.checkScreens("sign-in-errors");
        browser.type("[name=username]", ama.username()).click("form button.primary");
        browser.waitUntil("!document.querySelector('#field-username-error')");
        browser.waitFor("#field-password-error");
    }

    @Test
    void profileIsUpdatedAndOtherSessionsEnd() {
        Account elsewhere = ama.signInAgain();
        browser.signIn(ama).click("[aria-label^=Profile]");
        browser.type("[name=first_name]", "Efua").click("dialog form button", "Save changes");
        browser.waitFor(".identity", "Efua");
        browser.checkScreens("profile");
        browser.script("document.querySelectorAll('dialog details')[2].open = true");
        browser.click("button", "End all other sessions");
        browser.waitForNo(".plain-list li", "Java");
        elsewhere.get("users/me/").expect(401);
    }

    @Test
    void userDeletesAccount() {
        ama.sendMessage(conversation, "My last words");
        otherBrowser.signIn(kofi).click(".item", "Lunch");
        browser.signIn(ama).click("[aria-label^=Profile]");
        browser.click("summary", "Delete account");
        browser.click("dialog button.danger", "Delete my account");
        browser.waitFor(".consequences li", "Your messages remain visible");
        browser.checkScreens("delete-account");
        // A wrong password is refused, and closing the dialog changes nothing.
        browser.type("[name=current_password][id^=field-delete]", "a wrong one").click("submit-form button.danger");
        browser.waitFor("#field-delete-password-error");
        browser.waitUntil("document.activeElement?.id === 'field-delete-password'");
        ama.get("users/me/").expect(200);
        browser.press(Keys.ESCAPE);
        browser.waitUntil("document.querySelectorAll('dialog').length === 1");
        browser.click("dialog button.danger", "Delete my account");
        browser.type("[name=current_password][id^=field-delete]", Account.PASSWORD)
                .click("submit-form button.danger");
        browser.waitFor(".notice", "Your account has been deleted.");
        ama.get("users/me/").expectProblem(401);
        browser.reload();
        browser.waitFor("h1", "Sign in");
        browser.type("[name=username]", ama.username())
                .type("[name=password]", Account.PASSWORD)
                .click("form button.primary");
        browser.waitFor("[role=alert]", "incorrect");
        otherBrowser.waitFor(".message .content", "My last words");
        otherBrowser.waitFor(".conversation h1 small", "1 participant");
    }
}
