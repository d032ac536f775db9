package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import messaging.it.Account;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The web client by keyboard, by screen reader and on every screen, and hostile words in it (S-WEB-1). */
class ClientForEverybodyIT extends TwoBrowsers {
    @Test
    void everythingWorksByKeyboard() {
        kofi.sendMessage(conversation, "First");
        kofi.sendMessage(conversation, "Second");
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
    void oneTabKeyLeavesTheMessages() {
        IntStream.range(0, 5).forEach(i -> kofi.sendMessage(conversation, "Line " + i));
        here.signIn(ama).click(".item", "Lunch");
        here.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        here.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        here.waitUntil("document.activeElement?.matches('.scroll')");
    }

    @Test
    void newMessagesAreSaidToScreenReaders() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        kofi.sendMessage(conversation, "Do you hear me?");
        here.waitFor(".message .words", "Do you hear me?");
        here.waitUntil(
                "document.querySelector('#announcer[aria-live=polite]')?.textContent.includes('Kofi Asare: Do you hear me?')");
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
        kofi.sendMessage(conversation, "Good morning! The recipe is at https://example.com/recipes/jollof?for=4.");
        ama.sendMessage(conversation, "Thank you, Kofi 🍲");
        ama.sendMessage(
                conversation,
                "I bring plantain, and a word that is far too long for a narrow screen: " + "a".repeat(80));
        kofi.sendMessage(conversation, "שלום, مرحبا, 你好, こんにちは 👋🏽");
        ama.createConversation(
                "A conversation with a title that is certainly too long for the list in which it stands", kofi);
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
    void aHostileMessageStaysText() {
        String hostile = "<img src=x onerror=\"document.title='taken over'\"><script>alert(1)</script>"
                + " javascript:alert(1) https://example.com/\"onmouseover=\"alert(1) ${alert(1)} {{alert(1)}} \u202Egnp.exe";
        kofi.patch("users/me/", object("first_name", "<b onclick=alert(1)>Kofi</b>"));
        kofi.sendMessage(conversation, hostile);
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
    void nobodysWordsOrNameReachIntoThoseOfOthers() {
        kofi.patch("users/me/", object("first_name", "K\u202E" + "o".repeat(140)));
        kofi.sendMessage(
                conversation, "Z" + "\u0300".repeat(200) + " https://example.com/\u202Egnp.exe https://аррӏе.com/");
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
}
