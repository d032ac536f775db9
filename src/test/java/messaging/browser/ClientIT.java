package messaging.browser;

import static messaging.it.Call.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import messaging.it.Account;
import messaging.it.Call;
import messaging.it.SsoProvider;
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
    void somebodySignsInAtTheCompany() {
        String name = Account.uniqueName();
        TestStage.issuers()
                .letSignIn(UUID.randomUUID().toString(), SsoProvider.AUDIENCE, Map.of("preferred_username", name));
        here.open("");
        here.click("button", "Sign in with Company account");
        here.waitFor(".empty");
        assertEquals(TestStage.url(), here.address());
        here.click("[aria-label^=Profile]");
        here.waitFor(".identity", name);
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
    void theFirstPaintIsLight() {
        here.open("").reload();
        here.waitFor("form");
        long bytes = ((Number)
                        here.script(
                                "return performance.getEntriesByType('resource')"
                                        + ".concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.encodedBodySize, 0)"))
                .longValue();
        assertTrue(bytes > 5_000 && bytes < 100 * 1024, bytes + " bytes");
        here.signIn(ama);
        here.waitFor(".item");
        long all = ((Number)
                        here.script(
                                "return performance.getEntriesByType('resource')"
                                        + ".concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.encodedBodySize, 0)"))
                .longValue();
        assertTrue(all < 100 * 1024, all + " bytes");
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
