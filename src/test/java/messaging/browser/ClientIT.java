package messaging.browser;

import static messaging.it.Call.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.Call;
import messaging.it.Eventually;
import messaging.it.Sql;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The web client as two people use it (S-WEB-1). */
class ClientIT {

    private static Browser here;
    private static Browser there;

    private Account ama;
    private Account kofi;
    private String conversation;

    @BeforeAll
    static void openBrowsers() {
        here = new Browser();
        there = new Browser();
    }

    @AfterAll
    static void closeBrowsers() {
        for (Browser browser : new Browser[] {here, there}) {
            if (browser != null) {
                browser.close();
            }
        }
    }

    @BeforeEach
    void meet() {
        ama = Account.register();
        kofi = Account.register();
        ama.patch("users/me/", object("first_name", "Ama", "last_name", "Aidoo"));
        kofi.patch("users/me/", object("first_name", "Kofi", "last_name", "Asare"));
        conversation = ama.converse("Lunch", kofi);
        forget(here);
        forget(there);
    }

    private static void forget(Browser browser) {
        browser.online(true);
        browser.look(Browser.Screen.LIGHT);
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
        browser.complaints();
    }

    private String path() {
        return "#/c/" + conversation.split("/")[1];
    }

    private void bothOpenTheConversation() {
        here.signIn(ama).click(".item", "Lunch");
        there.signIn(kofi).click(".item", "Lunch");
        here.waitFor("textarea");
        there.waitFor("textarea");
    }

    @Test
    void somebodyNewRegistersAndBeginsToTalk() {
        String name = Account.uniqueName();
        here.open("").click("button", "Make an account");
        here.type("[name=username]", kofi.username())
                .type("[name=email]", "nonsense")
                .type("[name=password]", "short")
                .click("form button.primary");
        here.waitFor(".error", "taken");
        assertEquals(3, here.texts(".error").size());
        here.show("register-with-faults");
        here.type("[name=username]", name)
                .type("[name=email]", Account.email(name))
                .type("[name=password]", Account.PASSWORD)
                .click("form button.primary");
        here.waitFor(".empty");
        here.show("nothing-yet");
        here.click(".empty button");
        here.type("#people", kofi.username());
        here.waitFor(".people .item", "Kofi Asare");
        here.show("new-conversation");
        here.click(".people .item");
        here.type("[name=title]", "Welcome").click("dialog form button.primary");
        here.waitFor(".thread h1", "Welcome");
        here.say("Hello, Kofi");
        here.waitFor(".message .words", "Hello, Kofi");
        assertEquals(1, kofi.get("conversations/?search=Welcome").get("count").intValue());
    }

    @Test
    void twoPeopleTalkAndSeeEachOthersChanges() {
        bothOpenTheConversation();
        here.say("Shall we meet at noon?");
        there.waitFor(".message .words", "Shall we meet at noon?");
        there.say("Yes!");
        here.waitFor(".message .words", "Yes!");
        // Edited here, changed there.
        here.press(Keys.ARROW_UP);
        here.waitFor(".about", "Editing");
        here.type("textarea", "Shall we meet at one?").press(Keys.ENTER);
        there.waitFor(".message .words", "Shall we meet at one?");
        there.waitFor(".message .meta", "edited");
        assertFalse(there.texts(".message .words").contains("Shall we meet at noon?"));
        // Deleted there, gone here.
        there.click(".message.mine [aria-label^=More]");
        there.click(".menu button", "Delete");
        there.click("dialog button.danger", "Delete");
        here.waitForNo(".message .words", "Yes!");
        assertEquals(List.of("Shall we meet at one?"), there.texts(".message .words"));
    }

    @Test
    void whoIsOfflineLosesNothing() {
        bothOpenTheConversation();
        there.online(false);
        there.waitFor(".offline");
        there.say("Written in a tunnel");
        there.say("And this too");
        there.waitFor(".message.waiting .words", "And this too");
        there.show("offline");
        here.say("Are you there?");
        here.waitFor(".message .meta", "Sent");
        there.online(true);
        there.waitFor(".message .words", "Are you there?");
        here.waitFor(".message .words", "And this too");
        there.waitForNo(".message .meta", "Waiting");
        List<String> words = ama.get(conversation + "messages/?ordering=seq").results().stream()
                .map(message -> message.get("content").textValue())
                .toList();
        assertEquals(List.of("Are you there?", "Written in a tunnel", "And this too"), words);
        assertEquals(words, here.texts(".message .words"));
        assertEquals(words, there.texts(".message .words"));
    }

    @Test
    void whatWaitsToBeSentSurvivesAReload() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        // The server is there, but this one address is not.
        here.script(
                "window.fetch = ((real) => (address, init) => init?.method === 'POST' && String(address).endsWith('/messages/')"
                        + " ? Promise.reject(new TypeError('gone')) : real(address, init))(window.fetch)");
        here.say("Do not lose me");
        here.waitFor(".message.waiting .words", "Do not lose me");
        here.reload();
        here.waitFor(".message:not(.waiting):not(.sending) .words", "Do not lose me");
        assertEquals(1, kofi.get(conversation + "messages/").get("count").intValue());
    }

    @Test
    void anEndedSessionAsksToSignInAndGoesOnWhereItWas() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        ama.delete("users/me/sessions/").expect(204);
        here.waitFor(".notice", "session has ended");
        here.show("session-ended");
        here.enter(ama);
        here.waitFor(".thread h1", "Lunch");
        here.say("Back again");
        here.waitFor(".message .meta", "Sent");
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
        Call.api("POST", "token/cookie/refresh/")
                .header("Cookie", here.cookies("api/v1/token/cookie/refresh/"))
                .header("Idempotency-Key", here.script("return window.key").toString())
                .send()
                .expect(200);
        here.reload();
        here.waitFor(".thread h1", "Lunch");
        here.say("Still here");
        here.waitFor(".message .meta", "Sent");
    }

    @Test
    void aTokenThatWasAskedForArrivesThoughThePageIsGone() {
        String place = "api/v1/token/cookie/refresh/";
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".thread h1", "Lunch");
        String before = here.cookies(place);
        Sql.holding(
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
        here.say("It is me");
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
    void aBreakThatIsShortIsSaidToBeOver() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        // So short that no call failed meanwhile.
        assertEquals(
                true,
                here.script("window.dispatchEvent(new Event('offline'));"
                        + " return document.querySelector('messages-app').updateComplete"
                        + ".then(() => !!document.querySelector('.offline'))"));
        here.script("window.dispatchEvent(new Event('online'))");
        here.waitForNo(".offline", "");
    }

    @Test
    void whatCouldNotBeReadIsReadOnceTheServerIsWithinReach() {
        kofi.say(conversation, "Are you there?");
        here.signIn(ama).waitFor(".item", "Lunch");
        here.online(false);
        here.click(".item", "Lunch");
        here.waitFor(".scroll .notice", "cannot be reached");
        here.online(true);
        here.waitFor(".message .words", "Are you there?");
        assertFalse(here.has(".scroll .notice"));
    }

    @Test
    void whoeverSignsOutIsAskedAboutWhatIsNotSent() {
        here.signIn(ama).click(".item", "Lunch");
        // What dialogs are made of comes when it is first asked for.
        here.click("[aria-label^=Profile]");
        here.waitFor(".identity");
        here.press(Keys.ESCAPE);
        here.waitUntil("!document.querySelector('dialog')");
        here.online(false);
        here.say("Not lost");
        here.waitFor(".message.waiting .words", "Not lost");
        here.click("[aria-label^=Profile]").click(".identity button", "Sign out");
        here.waitFor("dialog p", "A message is not sent yet");
        assertEquals(
                List.of("Profile", "Sign out?"),
                here.script("return [...document.querySelectorAll('dialog')].map((one) =>"
                        + " document.getElementById(one.getAttribute('aria-labelledby')).textContent)"));
        here.click("dialog button.danger", "Sign out");
        here.waitFor(".toast", "You are still signed in");
        here.waitUntil("document.querySelectorAll('dialog').length === 1");
        here.press(Keys.ESCAPE);
        here.online(true);
        here.waitFor(".message .meta", "Sent");
        assertEquals(
                "Not lost",
                kofi.get(conversation + "messages/")
                        .results()
                        .get(0)
                        .get("content")
                        .textValue());
    }

    @Test
    void brokenLinksLeadSomewhere() {
        here.open("#/password-reset/%");
        here.waitFor("h1", "New password");
        here.open("nothing");
        kofi.say(conversation, "Newest");
        String elsewhere = kofi.converse("Without Ama");
        String message = kofi.say(elsewhere, "Not for Ama").split("/")[3];
        here.open(path() + "/m/" + message).enter(ama);
        here.waitFor(".toast", "not here any more");
        here.waitFor(".message .words", "Newest");
        assertFalse(here.has(".scroll .notice"));
    }

    @Test
    void aQuoteLeadsToItsMessageEveryTime() {
        long first = Long.parseLong(kofi.say(conversation, "The question").split("/")[3]);
        IntStream.range(0, 12).forEach(i -> kofi.say(conversation, "Line\n".repeat(8) + i));
        kofi.post(conversation + "messages/", object("content", "The answer", "reply_to", first))
                .expect(201);
        here.signIn(ama).click(".item", "Lunch");
        for (int i = 0; i < 2; i++) {
            here.click(".quote", "The question");
            here.waitUntil("document.activeElement?.matches('.message')"
                    + " && document.activeElement.textContent.includes('The question')");
            here.click(".to-end");
            here.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        }
    }

    @Test
    void nobodyIsChosenWhoWasFoundByOtherLetters() {
        Account esi = Account.register();
        here.signIn(ama).click("[aria-label='New conversation']");
        here.type("#people", kofi.username());
        here.waitFor(".people .item", "Kofi Asare");
        here.type("#people", esi.username() + Keys.ENTER);
        here.waitFor(".people .item, .chips", esi.username());
        assertFalse(here.texts(".chips").toString().contains("Kofi"));
    }

    @Test
    void anAnswerToASearchThatWasClearedComesTooLate() {
        here.signIn(ama).waitFor(".item", "Lunch");
        here.script("""
                const { fetch } = window;
                window.fetch = (address, init) => (address.includes('search=')
                  ? new Promise((done) => { window.answer = () => fetch(address, init).then(done); }) : fetch(address, init));""");
        here.type("#find", "nothing like that");
        here.waitUntil("!!window.answer");
        here.press(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        here.script("return window.answer().then(() => new Promise((done) => setTimeout(done)))");
        here.waitFor(".item", "Lunch");
    }

    @Test
    void aConversationOpensAtItsEnd() {
        IntStream.range(0, 30).forEach(i -> kofi.say(conversation, "Line " + i));
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".message .words", "Line 29");
        here.waitUntil("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)"
                + "(document.querySelector('.scroll'))");
        here.waitForNo(".badge", "30");
        assertFalse(here.waitFor(".thread").getText().contains("To the newest"));
    }

    @Test
    void oneTabKeyLeavesTheMessages() {
        IntStream.range(0, 5).forEach(i -> kofi.say(conversation, "Line " + i));
        here.signIn(ama).click(".item", "Lunch");
        here.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        here.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        here.waitUntil("document.activeElement?.matches('.scroll')");
    }

    @Test
    void nobodysWordsOrNameReachIntoThoseOfOthers() {
        kofi.patch("users/me/", object("first_name", "K\u202E" + "o".repeat(140)));
        kofi.say(conversation, "Z" + "\u0300".repeat(200) + " https://example.com/\u202Egnp.exe https://аррӏе.com/");
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".message .words", "Z");
        assertEquals(
                List.of(true, List.of("https://example.com/", "https://аррӏе.com/"), true, false), here.script("""
                        const row = document.querySelector('.message');
                        const inside = (part) => part.scrollWidth <= part.clientWidth;
                        return [[...row.querySelectorAll('.bubble, .bubble *')].every((part) => getComputedStyle(part).display !== 'block' || inside(part)),
                          [...row.querySelectorAll('.words a')].map((link) => link.textContent),
                          row.textContent.includes('(xn--80ak6aa92e.com)'),
                          row.querySelector('.who').textContent.includes('\\u202E')];"""));
        assertEquals("clip", here.script("return getComputedStyle(document.querySelector('.words')).overflowY"));
    }

    @Test
    void aHostileMessageStaysText() {
        String hostile = "<img src=x onerror=\"document.title='taken over'\"><script>alert(1)</script>"
                + " javascript:alert(1) https://example.com/\"onmouseover=\"alert(1) ${alert(1)} {{alert(1)}} \u202Egnp.exe";
        kofi.patch("users/me/", object("first_name", "<b onclick=alert(1)>Kofi</b>"));
        kofi.say(conversation, hostile);
        kofi.patch(conversation, object("title", "x"));
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".message .words", "onerror");
        // Text without the direction marks that a browser's driver leaves out.
        assertEquals(hostile, here.script("return document.querySelector('.message .words').textContent"));
        assertEquals(
                0L,
                here.script("return document.querySelectorAll('.message img, .message script, .message b').length"));
        assertEquals(
                "https://example.com/",
                here.script("return [...document.querySelectorAll('.message .words a')].map((a) => a.href).join()"));
        assertEquals(
                "noopener noreferrer nofollow ugc",
                here.waitFor(".message .words a").getAttribute("rel"));
        assertFalse(here.title().contains("taken over"));
        here.show("hostile-message");
    }

    @Test
    void pagesRefuseMarkupFromScripts() {
        here.open("");
        here.waitFor("form");
        Object refused = here.script("try { document.body.innerHTML = '<b>x</b>'; return 'taken'; }"
                + " catch (error) { return error.name; }");
        assertEquals("TypeError", refused);
        assertEquals(
                List.of(),
                here.complaints().stream()
                        .filter(line -> !line.contains("TrustedHTML"))
                        .toList());
    }

    @Test
    void everythingWorksByKeyboard() {
        kofi.say(conversation, "First");
        kofi.say(conversation, "Second");
        here.open("");
        here.waitFor("form");
        assertEquals("username", here.focus().getAttribute("name"));
        here.press(ama.username(), Keys.TAB).press(Account.PASSWORD, Keys.ENTER);
        here.waitFor(".item");
        String seen = "";
        for (int i = 0; i < 12 && !seen.contains("Lunch"); i++) {
            here.press(Keys.TAB);
            seen = here.focus().getText();
        }
        assertTrue(seen.contains("Lunch"), seen);
        here.press(Keys.ENTER);
        here.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        here.press("Third", Keys.ENTER);
        here.waitFor(".message.mine .words", "Third");
        // Back to the messages, up through them, and to what one can do with them.
        here.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        here.waitUntil("document.activeElement?.matches('.scroll, .message *')");
        here.script("document.querySelector('.scroll').focus()");
        here.press(Keys.ARROW_UP).press(Keys.ARROW_UP);
        here.waitUntil("document.activeElement?.textContent.includes('Second')");
        for (int i = 0; i < 3 && !label().startsWith("More about"); i++) {
            here.press(Keys.TAB);
        }
        here.press(Keys.ENTER);
        here.waitFor(".excerpt", "Second");
        here.press(Keys.ESCAPE);
        here.waitUntil("!document.querySelector('dialog')");
        here.waitUntil("document.activeElement?.getAttribute('aria-label')?.startsWith('More about')");
    }

    private static String label() {
        return String.valueOf(here.focus().getAttribute("aria-label"));
    }

    @Test
    void newMessagesAreSaidToScreenReaders() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        kofi.say(conversation, "Do you hear me?");
        here.waitFor(".message .words", "Do you hear me?");
        here.waitUntil(
                "document.querySelector('#announcer[aria-live=polite]')?.textContent.includes('Kofi Asare: Do you hear me?')");
    }

    @Test
    void theConversationIsSearched() {
        kofi.say(conversation, "The cake is in the oven");
        String wanted = kofi.say(conversation, "The tea is in the pot");
        here.signIn(ama).click(".item", "Lunch");
        here.click("[aria-label^='Search in']");
        here.type("#find-here", "tea").press(Keys.ENTER);
        here.waitFor(".results .item", "The tea");
        assertEquals(1, here.texts(".results .item").size());
        here.show("search");
        here.click(".results .item");
        here.waitUntil("location.hash.endsWith('/m/" + wanted.split("/")[3] + "')");
        here.waitUntil("document.activeElement?.textContent.includes('The tea')");
    }

    @Test
    void ownersManageAConversation() {
        here.signIn(ama).click(".item", "Lunch");
        here.click("[aria-label^=Settings]");
        here.waitFor(".plain-list li", "Kofi Asare");
        here.show("conversation-settings");
        here.type("[name=title]", "Dinner").click("button", "Save the title");
        here.waitFor(".thread h1", "Dinner");
        here.press(Keys.ESCAPE);
        here.waitUntil("!document.querySelector('dialog')");
    }

    @Test
    void aGroupIsManagedHandedOverAndLeft() {
        Account esi = Account.register();
        esi.patch("users/me/", object("first_name", "Esi", "last_name", "Sutherland"));
        there.signIn(kofi).click(".item", "Lunch");
        here.signIn(ama).click(".item", "Lunch");
        here.click("[aria-label^=Settings]");
        here.type("#people", esi.username());
        here.click(".people .item", "Esi Sutherland");
        here.click("people-picker ~ .foot button", "Add");
        here.waitFor(".plain-list li", "Esi Sutherland");
        there.waitFor(".thread h1 small", "3 people");
        here.click("#role-" + kofi.id() + " option[value=admin]");
        // Within the dialog, beside which screen readers hear nothing.
        here.waitUntil("document.querySelector('dialog .news').textContent.includes('Kofi Asare is now admin')");
        assertEquals("admin", role(kofi));
        here.click("[aria-label='Remove Esi Sutherland']");
        here.waitFor("dialog p", "They no longer see this conversation");
        here.click("dialog button.danger", "Remove");
        here.waitForNo(".plain-list li", "Esi Sutherland");
        there.waitFor(".thread h1 small", "2 people");
        esi.get(conversation).isProblem(404);
        // For oneself alone.
        for (String name : List.of("Muted", "Pinned", "Archived")) {
            here.click("fieldset label", name);
            String preference = name.toLowerCase(java.util.Locale.ROOT);
            here.waitUntil("document.querySelector('messages-app').store.conversations.get("
                    + conversation.split("/")[1] + ")." + preference);
            assertTrue(ama.get(conversation).get(preference).booleanValue());
            assertFalse(kofi.get(conversation).get(preference).booleanValue());
        }
        // And to somebody else.
        here.click("#role-" + kofi.id() + " option[value=owner]");
        here.waitFor("dialog p", "Kofi Asare becomes the owner");
        here.click("dialog button.danger", "Hand over");
        here.waitFor(".plain-list .tag", "Owner");
        assertEquals("owner", role(kofi));
        assertEquals("admin", role(ama));
        here.click("dialog button.danger", "Leave");
        here.waitFor("dialog p", "You no longer see it");
        here.click("dialog form button.danger", "Leave");
        here.waitFor(".side > .quiet", "No conversations yet");
        ama.get(conversation).isProblem(404);
        there.waitFor(".thread h1 small", "1 person");
    }

    private String role(Account participant) {
        return participant.get(conversation).get("role").textValue();
    }

    @Test
    void anArchivedConversationIsOutOfTheWayAndMessagesAreMarkedUnread() {
        for (int i = 1; i <= 3; i++) {
            kofi.say(conversation, "Number " + i);
        }
        kofi.converse("Work", ama);
        here.signIn(ama).click(".item", "Lunch");
        here.waitUntil("!document.querySelector('.badge')");
        here.click(".message:nth-of-type(n+2) [aria-label^='More about']");
        here.waitFor(".excerpt");
        String from = here.texts(".excerpt").get(0);
        here.click(".menu button", "Mark as unread");
        here.waitFor(".empty");
        String unread = Integer.toString(4 - Integer.parseInt(from.split(" ")[1]));
        here.waitFor(".badge", unread);
        here.reload();
        here.waitFor(".badge", unread);
        ama.patch(conversation + "preferences/", object("archived", true)).expect(200);
        here.click("summary", "Archived (1)");
        here.waitFor("details .item", "Lunch");
        here.show("archived");
        ama.patch(conversation + "preferences/", object("archived", false, "pinned", true))
                .expect(200);
        here.waitUntil("!document.querySelector('.side details')");
        kofi.say("conversations/" + work() + "/", "Newer, but below what is pinned");
        here.waitFor(".item.unread", "Work");
        assertTrue(here.texts(".side .item").get(0).contains("Lunch"));
    }

    private long work() {
        return ama.get("conversations/?search=Work").results().get(0).get("id").longValue();
    }

    @Test
    void theProfileIsChangedAndOtherSessionsEnd() {
        Account elsewhere = ama.onAnotherDevice();
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
    void everyScreenIsForEverybody() {
        here.open("");
        here.waitFor("form");
        here.show("sign-in");
        here.click("button", "Forgotten password");
        here.waitFor("h1", "Forgotten");
        here.show("forgotten-password");
        here.open("#/password-reset/abc");
        here.reload();
        here.waitFor("h1", "New password");
        here.show("new-password");
        kofi.say(conversation, "Good morning! The recipe is at https://example.com/recipes/jollof?for=4.");
        ama.say(conversation, "Thank you, Kofi 🍲");
        ama.say(
                conversation,
                "I bring plantain, and a word that is far too long for a narrow screen: " + "a".repeat(80));
        kofi.say(conversation, "שלום, مرحبا, 你好, こんにちは 👋🏽");
        ama.converse("A conversation with a title that is certainly too long for the list in which it stands", kofi);
        here.open("").reload();
        here.signIn(ama);
        here.waitFor(".item", "Lunch");
        here.show("conversations");
        here.click(".item", "Lunch");
        here.waitFor(".message .words", "你好");
        here.show("conversation");
        here.click(".message [aria-label^=More]");
        here.click(".menu button", "React");
        here.waitFor(".emoji");
        here.show("reactions");
        here.press(Keys.ESCAPE);
        here.click(".message.mine [aria-label^=More]");
        here.waitFor(".menu");
        here.show("message-actions");
        here.press(Keys.ESCAPE);
        here.open("#/c/999999999");
        here.reload();
        here.waitFor(".empty", "no such conversation");
        here.show("no-such-conversation");
    }

    @Test
    void historyLoadsUpwardsWithoutJumping() {
        for (int i = 1; i <= 130; i++) {
            kofi.say(conversation, "Message " + i + (i % 7 == 0 ? "\nwith a second line" : ""));
        }
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".message .words", "Message 130");
        assertTrue(here.texts(".message").size() < 60);
        // The reader goes up and looks at the row in the middle, while older ones are loaded and measured above.
        here.script("""
                window.view = document.querySelector('.scroll');
                view.scrollTop = 600;
                const frame = () => new Promise((done) => requestAnimationFrame(done));
                return frame().then(frame).then(() => {
                  const middle = view.getBoundingClientRect().top + 300;
                  const row = [...document.querySelectorAll('.message')]
                    .find((one) => one.getBoundingClientRect().bottom > middle).dataset.key;
                  const place = () => document.querySelector(`[data-key="${row}"]`)?.getBoundingClientRect().top ?? 9999;
                  const before = place();
                  window.moved = 0;
                  const watch = () => {
                    moved = Math.max(moved, Math.abs(place() - before));
                    requestAnimationFrame(watch);
                  };
                  watch();
                });""");
        here.waitUntil("document.querySelector('conversation-thread').thread.messages.length >= 100");
        here.script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertTrue(((Number) here.script("return moved")).doubleValue() < 2, "moved by " + here.script("return moved"));
        // Up to the first, and back to the last.
        here.script("view.scrollTop = 0");
        here.waitFor(".message .words", "Message 1");
        here.waitUntil("document.querySelector('.message .words').textContent === 'Message 1'");
        here.click(".to-end");
        here.waitFor(".message .words", "Message 130");
    }

    @Test
    void unreadMessagesAreCountedUntilTheyAreRead() {
        here.signIn(ama);
        here.waitFor(".item", "Lunch");
        kofi.say(conversation, "One");
        kofi.say(conversation, "Two");
        here.waitFor(".badge", "2");
        assertEquals("(2) Messages", here.title());
        here.show("unread");
        there.signIn(kofi).click(".item", "Lunch");
        here.click(".item", "Lunch");
        here.waitUntil("!document.querySelector('.badge')");
        there.waitFor(".seen", "Seen by Ama Aidoo");
    }

    @Test
    void typingMentionsReactionsAndReplies() {
        bothOpenTheConversation();
        here.waitFor(".thread h1");
        here.type("textarea", "Hello @" + kofi.username().substring(0, 5));
        here.waitFor(".offers li", kofi.username());
        there.waitFor(".typing", "Ama is typing");
        here.show("mention");
        here.press(Keys.ENTER).press("!", Keys.ENTER);
        there.waitFor(".message mark.me", kofi.username());
        there.click(".message [aria-label^=More]");
        there.click(".menu button", "React");
        there.click(".emoji button", "🎉");
        here.waitFor(".reactions button", "🎉 1");
        there.click(".message [aria-label^=More]");
        there.click(".menu button", "Reply");
        there.waitFor(".about", "Reply to Ama");
        there.press("Hello, you!", Keys.ENTER);
        here.waitFor(".quote", "Hello @");
        here.show("reply-and-reaction");
    }

    @Test
    void whatWaitsIsSentForItsWriterAlone() {
        bothOpenTheConversation();
        there.online(false);
        there.say("Kofi said this");
        there.waitFor(".message.waiting .words", "Kofi said this");
        kofi.delete("users/me/sessions/").expect(204);
        there.online(true);
        there.waitFor(".notice", "session has ended");
        // In the same page, where whoever was signed in may still be at work.
        there.enter(ama).waitFor("textarea");
        there.say("Ama said this");
        here.waitFor(".message .words", "Ama said this");
        there.click("[aria-label^=Profile]").click("button", "Sign out");
        there.waitFor(".notice", "signed out");
        there.enter(kofi);
        here.waitFor(".message .words", "Kofi said this");
        assertEquals(
                List.of("Ama said this", "Kofi said this"),
                ama.get(conversation + "messages/?ordering=seq").results().stream()
                        .map(message -> message.get("content").textValue())
                        .toList());
        assertEquals(
                List.of(ama.id(), kofi.id()),
                ama.get(conversation + "messages/?ordering=seq").results().stream()
                        .map(message -> message.get("sender").longValue())
                        .toList());
    }

    @Test
    void whoCannotHaveALiveConnectionMissesNothingEither() {
        try (NarrowProxy proxy = new NarrowProxy()) {
            here.at(proxy.url());
            here.signIn(ama).click(".item", "Lunch");
            here.waitFor("textarea");
            there.signIn(kofi).click(".item", "Lunch");
            there.waitFor("textarea");
            // More than one answer of the server's has room for, and changes of what came before.
            List<String> said = IntStream.rangeClosed(1, 40)
                    .mapToObj(i -> kofi.say(conversation, "Message " + i))
                    .toList();
            kofi.patch(said.get(0), object("content", "Message one")).expect(200);
            kofi.delete(said.get(1)).expect(204);
            kofi.call("PUT", said.get(39) + "reactions/%F0%9F%8E%89/").send().expect(204);
            here.waitUntil(told(39, "Message 3"));
            here.waitFor(".reactions button", "🎉 1");
            assertEquals(kofisWords(), wordsHere());
            here.waitUntil(
                    "document.querySelector('conversation-thread').thread.messages[0].content === 'Message one'");
            // The other way, with the receipt.
            here.say("I hear you");
            there.waitFor(".message .words", "I hear you");
            here.waitFor(".seen", "Seen by Kofi Asare");
            // A conversation that is new, and one that one is no longer in.
            String other = kofi.converse("Dinner", ama);
            kofi.say(other, "Hungry?");
            here.waitFor(".item.unread", "Dinner");
            kofi.delete(other).expect(204);
            here.waitForNo(".item", "Dinner");
            // With nothing passing at all, what is said in the meantime comes afterwards, both ways and once.
            proxy.broken(true);
            here.waitFor(".offline");
            kofi.say(conversation, "Said in the dark");
            here.say("Written in the dark");
            here.waitFor(".message.waiting .words", "Written in the dark");
            proxy.broken(false);
            here.waitFor(".message .words", "Said in the dark");
            there.waitFor(".message .words", "Written in the dark");
            here.waitForNo(".message .meta", "Waiting");
            here.waitUntil(told(42, "Message 3"));
            assertEquals(kofisWords(), wordsHere());
            assertTrue(proxy.refused() > 1, proxy.refused() + " upgrades were tried");
        } finally {
            here.at(TestStage.url());
        }
    }

    private static String told(int count, String second) {
        return "((all) => all.length === " + count + " && all[1].content === '" + second
                + "')(document.querySelector('conversation-thread').thread.messages)";
    }

    private List<String> kofisWords() {
        return kofi.get(conversation + "messages/?limit=100&ordering=seq").results().stream()
                .map(message -> message.get("content").textValue())
                .toList();
    }

    private static Object wordsHere() {
        return here.script(
                "return document.querySelector('conversation-thread').thread.messages.map(({ content }) => content)");
    }

    @Test
    void mentionsOfAllConversationsAreGathered() {
        here.signIn(ama).click("[aria-label=Mentions]");
        here.waitFor("mentions-feed .quiet", "Nobody has named you yet");
        here.show("no-mentions");
        String name = "@" + ama.username();
        String dinner = kofi.converse("Dinner at eight, and everything that belongs to it", ama);
        String first = kofi.say(conversation, "Will you bring plantain, " + name + "? https://example.com/plantain");
        // What comes while one looks is there at once.
        here.waitFor(".mentions .item.unread", "Will you bring plantain");
        kofi.say(dinner, "Everybody brings something. ".repeat(12) + name + " brings the music.");
        here.waitFor(".mentions .item", "in Dinner at eight");
        assertEquals(2, here.texts(".mentions .badge").size());
        assertEquals(0L, here.script("return document.querySelectorAll('.mentions a a').length"));
        here.show("mentions");
        // And what no longer names one is gone.
        String slip = kofi.say(dinner, "Not you, " + name);
        here.waitFor(".mentions .item", "Not you");
        kofi.patch(slip, object("content", "Not you, nobody")).expect(200);
        here.waitForNo(".mentions .item", "Not you");
        // By keyboard to the message in its place, which is read then.
        here.script("document.querySelector('mentions-feed h1').focus()");
        here.press(Keys.TAB).press(Keys.TAB);
        here.waitUntil("document.activeElement?.matches('.mentions .item')");
        here.press(Keys.ENTER);
        here.waitUntil("location.hash === '#/" + "c/" + first.split("/")[1] + "/m/" + first.split("/")[3] + "'");
        here.waitUntil("document.activeElement?.textContent.includes('Will you bring plantain')");
        here.waitFor(".thread h1", "Lunch");
        here.click("[aria-label=Mentions]");
        here.waitFor(".mentions .item:not(.unread)", "Will you bring plantain");
        kofi.delete(first).expect(204);
        here.waitForNo(".mentions .item", "Will you bring plantain");
        here.reload();
        here.waitFor(".mentions .item", "brings the music");
        assertEquals(1, here.texts(".mentions .item").size());
    }

    @Test
    void olderMentionsComeOnDemand() {
        for (int i = 1; i <= 23; i++) {
            kofi.say(conversation, "Call " + i + " for @" + ama.username());
        }
        here.signIn(ama);
        here.open("#/mentions");
        here.waitFor(".mentions .item", "Call 23");
        assertEquals(20, here.texts(".mentions .item").size());
        here.click("button", "Older ones");
        here.waitFor(".mentions .item", "Call 1 ");
        assertEquals(23, here.texts(".mentions .item").size());
        here.waitUntil("document.activeElement?.textContent.includes('Call 3 ')");
        assertFalse(here.has(".older"));
    }

    @Test
    void somebodyDeletesTheirAccount() {
        ama.say(conversation, "My last words");
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
        ama.get("users/me/").isProblem(401);
        here.reload();
        here.waitFor("h1", "Sign in");
        here.type("[name=username]", ama.username())
                .type("[name=password]", Account.PASSWORD)
                .click("form button.primary");
        here.waitFor("[role=alert]", "wrong");
        there.waitFor(".message .words", "My last words");
        there.waitFor(".thread h1 small", "1 person");
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
            kofi.say(conversation, "Before");
            here.waitFor(".message .words", "Before");
            here.waitUntil("renewed >= 2");
            here.say("And after");
            here.waitFor(".message .meta", "Sent");
            kofi.say(conversation, "Still live");
            here.waitFor(".message .words", "Still live");
            assertFalse(here.has("sign-in"));
        } finally {
            here.at(TestStage.url());
        }
    }

    @Test
    void nothingIsComplainedOf() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        here.say("Quietly");
        here.waitFor(".message .meta", "Sent");
        assertEquals(
                List.of(),
                here.complaints().stream()
                        .filter(line -> line.contains("Content Security Policy")
                                || line.contains("Trusted")
                                || line.contains("Uncaught"))
                        .toList());
        Call.to("GET", "").send().expect(200);
    }
}
