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

/** The web client by keyboard and screen reader and on every screen, and hostile content in it (S-WEB-1). */
class ClientAccessibilityIT extends TwoBrowsers {
    @Test
    void clientIsUsableByKeyboard() {
        kofi.sendMessage(conversation, "First");
        kofi.sendMessage(conversation, "Second");
        browser.open("");
        browser.waitFor("form");
        assertEquals("username", browser.focusedElement().getAttribute("name"));
        browser.press(ama.username(), Keys.TAB).press(Account.PASSWORD, Keys.ENTER);
        browser.waitFor(".item");
        String seen = "";
        for (int i = 0; i < 12 && !seen.contains("Lunch"); i++) {
            browser.press(Keys.TAB);
            seen = browser.focusedElement().getText();
        }
        assertTrue(seen.contains("Lunch"), seen);
        browser.press(Keys.ENTER);
        browser.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        browser.press("Third", Keys.ENTER);
        browser.waitFor(".message.mine .content", "Third");
        // Back to the messages, up through them, and to the actions of one.
        browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.waitUntil("document.activeElement?.matches('.scroll, .message *')");
        browser.script("document.querySelector('.scroll').focus()");
        browser.press(Keys.ARROW_UP).press(Keys.ARROW_UP);
        browser.waitUntil("document.activeElement?.textContent.includes('Second')");
        for (int i = 0; i < 3 && !focusedLabel().startsWith("More actions"); i++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);
        browser.waitFor(".excerpt", "Second");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("!document.querySelector('dialog')");
        browser.waitUntil("document.activeElement?.getAttribute('aria-label')?.startsWith('More actions')");
    }

    private static String focusedLabel() {
        return String.valueOf(browser.focusedElement().getAttribute("aria-label"));
    }

    @Test
    void tabKeyLeavesMessageList() {
        IntStream.range(0, 5).forEach(i -> kofi.sendMessage(conversation, "Line " + i));
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.waitUntil("document.activeElement?.matches('.scroll')");
    }

    @Test
    void newMessageIsAnnouncedToScreenReaders() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        kofi.sendMessage(conversation, "Do you hear me?");
        browser.waitFor(".message .content", "Do you hear me?");
        browser.waitUntil(
                "document.querySelector('#live-region[aria-live=polite]')?.textContent.includes('Kofi Asare: Do you hear me?')");
    }

    @Test
    void everyMessageNamesItsSender() {
        kofi.sendMessage(conversation, "From Kofi");
        ama.sendMessage(conversation, "From Ama");
        ama.sendMessage(conversation, "Another one from Ama");
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "Another one");
        assertEquals(
                List.of("Kofi Asare", "You", "You"),
                browser.script(
                        "return [...document.querySelectorAll('.message .bubble > span:first-child')]"
                                + ".filter((name) => getComputedStyle(name).display !== 'none').map((name) => name.textContent)"));
    }

    @Test
    void mentionKeepsAtSignInFrontInRightToLeftText() {
        kofi.sendMessage(conversation, "שלום @" + ama.username() + " מה שלומך");
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message mark", ama.username());
        assertEquals(true, browser.script("""
                const text = [...document.querySelector('.message mark').childNodes].find((node) => node.nodeType === 3);
                const left = (index) => {
                  const range = document.createRange();
                  range.setStart(text, index);
                  range.setEnd(text, index + 1);
                  return range.getBoundingClientRect().left;
                };
                return left(0) < left(1);"""));
    }

    @Test
    void screensHaveNoAccessibilityViolations() {
        browser.open("");
        browser.waitFor("form");
        browser.checkScreens("sign-in");
        browser.click("button", "Forgot password?");
        browser.waitFor("h1", "Forgot password?");
        browser.checkScreens("forgot-password");
        browser.open("#/password-reset/abc");
        browser.reload();
        browser.waitFor("h1", "Set a new password");
        browser.checkScreens("new-password");
        kofi.sendMessage(conversation, "Good morning! The recipe is at https://example.com/recipes/jollof?for=4.");
        ama.sendMessage(conversation, "Thank you, Kofi 🍲");
        ama.sendMessage(
                conversation,
                "I bring plantain, and a word that is far too long for a narrow screen: " + "a".repeat(80));
        kofi.sendMessage(conversation, "שלום, مرحبا, 你好, こんにちは 👋🏽");
        ama.createConversation(
                "A conversation with a title that is certainly too long for the list in which it stands", kofi);
        browser.open("").reload();
        browser.signIn(ama);
        browser.waitFor(".item", "Lunch");
        browser.checkScreens("conversations");
        browser.click(".item", "Lunch");
        browser.waitFor(".message .content", "你好");
        browser.checkScreens("conversation");
        browser.click(".message [aria-label^=More]");
        browser.click(".menu button", "Add reaction");
        browser.waitFor(".emoji");
        browser.checkScreens("reactions");
        browser.press(Keys.ESCAPE);
        browser.click(".message.mine [aria-label^=More]");
        browser.waitFor(".menu");
        browser.checkScreens("message-actions");
        browser.press(Keys.ESCAPE);
        browser.open("#/c/999999999");
        browser.reload();
        browser.waitFor(".empty", "Conversation not found");
        browser.checkScreens("conversation-not-found");
    }

    @Test
    void markupInMessageIsShownAsText() {
        String hostile = "<img src=x onerror=\"document.title='taken over'\"><script>alert(1)</script>"
                + " javascript:alert(1) https://example.com/\"onmouseover=\"alert(1) ${alert(1)} {{alert(1)}} \u202Egnp.exe";
        kofi.patch("users/me/", object("first_name", "<b onclick=alert(1)>Kofi</b>"));
        kofi.sendMessage(conversation, hostile);
        kofi.patch(conversation, object("title", "x"));
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "onerror");
        // The driver leaves out direction marks, so the text is read by a script.
        assertEquals(hostile, browser.script("return document.querySelector('.message .content').textContent"));
        assertEquals(
                0L,
                browser.script("return document.querySelectorAll('.message img, .message script, .message b').length"));
        assertEquals(
                "https://example.com/",
                browser.script(
                        "return [...document.querySelectorAll('.message .content a')].map((a) => a.href).join()"));
        assertEquals(
                "noopener noreferrer nofollow ugc",
                browser.waitFor(".message .content a").getAttribute("rel"));
        assertFalse(browser.title().contains("taken over"));
        browser.checkScreens("hostile-message");
    }

    @Test
    void directionControlsAndAccentsStayWithinMessage() {
        kofi.patch("users/me/", object("first_name", "K\u202E" + "o".repeat(140)));
        kofi.sendMessage(
                conversation, "Z" + "\u0300".repeat(200) + " https://example.com/\u202Egnp.exe https://аррӏе.com/");
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "Z");
        assertEquals(
                List.of(true, List.of("https://example.com/", "https://аррӏе.com/"), true, false), browser.script("""
                        const row = document.querySelector('.message');
                        const inside = (part) => part.scrollWidth <= part.clientWidth;
                        return [[...row.querySelectorAll('.bubble, .bubble *')].every((part) => getComputedStyle(part).display !== 'block' || inside(part)),
                          [...row.querySelectorAll('.content a')].map((link) => link.textContent),
                          row.textContent.includes('(xn--80ak6aa92e.com)'),
                          row.querySelector('.sender').textContent.includes('\\u202E')];"""));
        assertEquals("clip", browser.script("return getComputedStyle(document.querySelector('.content')).overflowY"));
    }

    @Test
    void trustedTypesRefuseMarkupFromScripts() {
        browser.open("");
        browser.waitFor("form");
        Object refused = browser.script("try { document.body.innerHTML = '<b>x</b>'; return 'taken'; }"
                + " catch (error) { return error.name; }");
        assertEquals("TypeError", refused);
        assertEquals(
                List.of(),
                browser.consoleWarnings().stream()
                        .filter(line -> !line.contains("TrustedHTML"))
                        .toList());
    }
}
