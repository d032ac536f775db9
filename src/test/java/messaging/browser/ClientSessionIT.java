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
    void anEndedSessionAsksToSignInAndGoesOnWhereItWas() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        ama.delete("users/me/sessions/").expect(204);
        here.waitFor(".notice", "session has ended");
        here.show("session-ended");
        here.enter(ama);
        here.waitFor(".thread h1", "Lunch");
        here.sendMessage("Back again");
        here.waitFor(".message .meta", "Sent");
    }

    @Test
    void anAccessTokenThatExpiresIsRenewedUnnoticed() {
        LibertyServer server = TestStage.replica("short-tokens", Map.of("ACCESS_TOKEN_SECONDS", "5"));
        server.awaitReady(Duration.ofMinutes(4));
        here.at(server.url());
        try {
            here.signIn(ama).click(".item", "Lunch");
            here.waitFor("textarea");
            here.script("window.renewed = 0; new PerformanceObserver((list) => list.getEntries()"
                    + ".forEach((entry) => { if (entry.name.endsWith('/token/cookie/refresh/')) renewed += 1; }))"
                    + ".observe({type: 'resource'})");
            kofi.sendMessage(conversation, "Before");
            here.waitFor(".message .words", "Before");
            here.waitUntil("renewed >= 2");
            here.sendMessage("And after");
            here.waitFor(".message .meta", "Sent");
            kofi.sendMessage(conversation, "Still live");
            here.waitFor(".message .words", "Still live");
            assertFalse(here.has("sign-in"));
        } finally {
            here.at(TestStage.url());
        }
    }

    @Test
    void aReloadGoesOnWithTheSessionAndWithoutAToken() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".thread h1", "Lunch");
        here.reload();
        here.waitFor(".thread h1", "Lunch");
        String kept = here.script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
                .toString();
        assertFalse(kept.contains("eyJ"), kept);
        here.click("[aria-label^=Profile]").click("button", "Sign out");
        here.waitFor("h1", "Sign in");
        here.reload();
        here.waitFor("h1", "Sign in");
    }

    @Test
    void aReloadBeforeTheNextTokenIsThereDoesNotEndTheSession() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".thread h1", "Lunch");
        // The server trades the token, and the page is gone before it hears of that.
        here.script("""
                window.fetch = (address, init) => {
                  window.key = init.headers['Idempotency-Key'];
                  return new Promise(() => {});
                };
                import(document.querySelector('link[href$="/shared/api.js"]').href).then(({ renew }) => renew());""");
        here.waitUntil("!!window.key");
        ApiRequest.api("POST", "token/cookie/refresh/")
                .header("Cookie", here.cookies("api/v1/token/cookie/refresh/"))
                .header("Idempotency-Key", here.script("return window.key").toString())
                .send()
                .expect(200);
        here.reload();
        here.waitFor(".thread h1", "Lunch");
        here.sendMessage("Still here");
        here.waitFor(".message .meta", "Sent");
    }

    @Test
    void aTokenThatWasAskedForArrivesThoughThePageIsGone() {
        String place = "api/v1/token/cookie/refresh/";
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".thread h1", "Lunch");
        String before = here.cookies(place);
        Sql.runWhileLocked(
                () -> {
                    here.script("import(document.querySelector('link[href$=\"/shared/api.js\"]').href)"
                            + ".then(({ renew }) => renew()).catch(() => {})");
                    Eventually.holds(() -> Sql.lockWaits() >= 1);
                    here.open("nothing");
                },
                "SELECT id FROM sessions WHERE user_id = ? FOR UPDATE",
                ama.id());
        // Otherwise the next page would use the old one, perhaps before the server is done with the first call.
        Eventually.holds(() -> !here.cookies(place).equals(before));
        here.open(path());
        here.waitFor(".thread h1", "Lunch");
    }

    @Test
    void nothingIsDoneInTheNameOfSomebodyWhoSignedInInAnotherTab() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        here.script("""
                const body = JSON.stringify({ username: arguments[0], password: arguments[1] });
                return fetch('/api/v1/token/cookie/', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
                  .then(() => import(document.querySelector('link[href$="/shared/api.js"]').href))
                  .then(({ renew }) => renew().catch(() => {}));""", kofi.username(), Account.PASSWORD);
        here.waitFor(".notice", "Somebody else has signed in");
        // In the tab of the one who did, all goes on.
        here.reload();
        here.waitFor("textarea");
        here.sendMessage("It is me");
        here.waitFor(".message .meta", "Sent");
        assertEquals(
                kofi.id(),
                kofi.get(conversation + "messages/")
                        .results()
                        .get(0)
                        .get("sender")
                        .longValue());
    }

    @Test
    void aDraftIsShownToItsWriterAlone() {
        here.signIn(ama).click(".item", "Lunch");
        here.type("textarea", "A secret");
        here.click("[aria-label^=Profile]").click("button", "Sign out");
        here.waitFor(".notice", "signed out");
        here.enter(kofi).waitFor("textarea");
        assertEquals("", here.waitFor("textarea").getAttribute("value"));
        here.click("[aria-label^=Profile]").click("button", "Sign out");
        here.waitFor(".notice", "signed out");
        here.enter(ama);
        here.waitUntil("document.querySelector('textarea')?.value === 'A secret'");
    }

    @Test
    void theProfileIsChangedAndOtherSessionsEnd() {
        Account elsewhere = ama.signInAgain();
        here.signIn(ama).click("[aria-label^=Profile]");
        here.type("[name=first_name]", "Efua").click("dialog form button", "Save");
        here.waitFor(".identity", "Efua");
        here.show("profile");
        here.script("document.querySelectorAll('dialog details')[2].open = true");
        here.click("button", "End all others");
        here.waitForNo(".plain-list li", "Java");
        elsewhere.get("users/me/").expect(401);
    }

    @Test
    void somebodyDeletesTheirAccount() {
        ama.sendMessage(conversation, "My last words");
        there.signIn(kofi).click(".item", "Lunch");
        here.signIn(ama).click("[aria-label^=Profile]");
        here.click("summary", "Delete the account");
        here.click("dialog button.danger", "Delete my account");
        here.waitFor(".facts li", "What you wrote stays");
        here.show("delete-account");
        // Not without the password, and not if one thinks better of it.
        here.type("[name=current_password][id^=field-delete]", "a wrong one").click("ask-form button.danger");
        here.waitFor("#field-delete-password-error");
        here.waitUntil("document.activeElement?.id === 'field-delete-password'");
        ama.get("users/me/").expect(200);
        here.press(Keys.ESCAPE);
        here.waitUntil("document.querySelectorAll('dialog').length === 1");
        here.click("dialog button.danger", "Delete my account");
        here.type("[name=current_password][id^=field-delete]", Account.PASSWORD).click("ask-form button.danger");
        here.waitFor(".notice", "Your account is deleted.");
        ama.get("users/me/").expectProblem(401);
        here.reload();
        here.waitFor("h1", "Sign in");
        here.type("[name=username]", ama.username())
                .type("[name=password]", Account.PASSWORD)
                .click("form button.primary");
        here.waitFor("[role=alert]", "incorrect");
        there.waitFor(".message .words", "My last words");
        there.waitFor(".thread h1 small", "1 person");
    }
}
