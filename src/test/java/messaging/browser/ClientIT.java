package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Conversations of two users in the web client (S-WEB-1). */
class ClientIT extends TwoBrowsers {
    @Test
    void newUserRegistersAndStartsConversation() {
        String name = Account.uniqueUsername();
        browser.open("").click("button", "Create an account");
        browser.type("[name=username]", kofi.username())
                .type("[name=email]", "nonsense")
                .type("[name=password]", "short")
                .click("form button.primary");
        browser.waitFor(".error", "taken");
        assertEquals(3, browser.texts(".error").size());
        browser.checkScreens("registration-errors");
        browser.type("[name=username]", name)
                .type("[name=email]", Account.email(name))
                .type("[name=password]", Account.PASSWORD)
                .click("form button.primary");
        browser.waitFor(".empty");
        browser.checkScreens("no-conversations");
        browser.click(".empty button");
        browser.type("#people", kofi.username());
        browser.waitFor(".people .item", "Kofi Asare");
        browser.checkScreens("new-conversation");
        browser.click(".people .item");
        browser.type("[name=title]", "Welcome").click("dialog form button.primary");
        browser.waitFor(".conversation h1", "Welcome");
        browser.sendMessage("Hello, Kofi");
        browser.waitFor(".message .content", "Hello, Kofi");
        assertEquals(1, kofi.get("conversations/?search=Welcome").get("count").intValue());
    }

    @Test
    void editsAndDeletionsAppearForOtherParticipant() {
        openConversationInBoth();
        browser.sendMessage("Can we meet at noon?");
        otherBrowser.waitFor(".message .content", "Can we meet at noon?");
        otherBrowser.sendMessage("Yes!");
        browser.waitFor(".message .content", "Yes!");
        // An edit appears in the other browser.
        browser.press(Keys.ARROW_UP);
        browser.waitFor(".context", "Editing");
        browser.type("textarea", "Can we meet at one?").press(Keys.ENTER);
        otherBrowser.waitFor(".message .content", "Can we meet at one?");
        otherBrowser.waitFor(".message .meta", "edited");
        assertFalse(otherBrowser.texts(".message .content").contains("Can we meet at noon?"));
        // A deletion in the other browser appears in this one.
        otherBrowser.click(".message.mine [aria-label^=More]");
        otherBrowser.click(".menu button", "Delete");
        otherBrowser.click("dialog button.danger", "Delete");
        browser.waitForNo(".message .content", "Yes!");
        assertEquals(List.of("Can we meet at one?"), otherBrowser.texts(".message .content"));
    }

    @Test
    void typingMentionsReactionsAndRepliesAreShown() {
        openConversationInBoth();
        browser.waitFor(".conversation h1");
        browser.type("textarea", "Hello @" + kofi.username().substring(0, 5));
        browser.waitFor(".suggestions li", kofi.username());
        otherBrowser.waitFor(".typing", "Ama is typing");
        browser.checkScreens("mention");
        browser.press(Keys.ENTER).press("!", Keys.ENTER);
        otherBrowser.waitFor(".message mark.me", kofi.username());
        otherBrowser.click(".message [aria-label^=More]");
        otherBrowser.click(".menu button", "Add reaction");
        otherBrowser.click(".emoji button", "🎉");
        browser.waitFor(".reactions button", "🎉 1");
        otherBrowser.click(".message [aria-label^=More]");
        otherBrowser.click(".menu button", "Reply");
        otherBrowser.waitFor(".context", "Replying to Ama");
        otherBrowser.press("Hello, you!", Keys.ENTER);
        browser.waitFor(".quote", "Hello @");
        browser.checkScreens("reply-and-reaction");
    }

    @Test
    void unreadCountIsShownUntilRead() {
        browser.signIn(ama);
        browser.waitFor(".item", "Lunch");
        kofi.sendMessage(conversation, "One");
        kofi.sendMessage(conversation, "Two");
        browser.waitFor(".badge", "2");
        assertEquals("(2) Messages", browser.title());
        browser.checkScreens("unread");
        otherBrowser.signIn(kofi).click(".item", "Lunch");
        browser.click(".item", "Lunch");
        browser.waitUntil("!document.querySelector('.badge')");
        otherBrowser.waitFor(".receipts", "Seen by Ama Aidoo");
    }

    @Test
    void conversationOpensAtItsEnd() {
        IntStream.range(0, 30).forEach(i -> kofi.sendMessage(conversation, "Line " + i));
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "Line 29");
        browser.waitUntil("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)"
                + "(document.querySelector('.scroll'))");
        browser.waitForNo(".badge", "30");
        assertFalse(browser.waitFor(".conversation").getText().contains("Jump to latest"));
    }

    @Test
    void loadingHistoryKeepsVisibleRowsInPlace() {
        for (int i = 1; i <= 130; i++) {
            kofi.sendMessage(conversation, "Message " + i + (i % 7 == 0 ? "\nwith a second line" : ""));
        }
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "Message 130");
        assertTrue(browser.texts(".message").size() < 60);
        // The reader scrolls up and looks at a row in the middle, while older rows are loaded and measured above it.
        browser.script("""
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
        browser.waitUntil("document.querySelector('conversation-view').messageWindow.messages.length >= 100");
        browser.script("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertTrue(
                ((Number) browser.script("return moved")).doubleValue() < 2,
                "moved by " + browser.script("return moved"));
        // To the first message, and back to the last.
        browser.script("view.scrollTop = 0");
        browser.waitFor(".message .content", "Message 1");
        browser.waitUntil("document.querySelector('.message .content').textContent === 'Message 1'");
        browser.click(".jump-to-latest");
        browser.waitFor(".message .content", "Message 130");
    }

    @Test
    void quoteLinkShowsMessageRepeatedly() {
        long first =
                Long.parseLong(kofi.sendMessage(conversation, "The question").split("/")[3]);
        IntStream.range(0, 12).forEach(i -> kofi.sendMessage(conversation, "Line\n".repeat(8) + i));
        kofi.post(conversation + "messages/", object("content", "The answer", "reply_to", first))
                .expect(201);
        browser.signIn(ama).click(".item", "Lunch");
        for (int i = 0; i < 2; i++) {
            browser.click(".quote", "The question");
            browser.waitUntil("document.activeElement?.matches('.message')"
                    + " && document.activeElement.textContent.includes('The question')");
            browser.click(".jump-to-latest");
            browser.waitUntil("document.activeElement?.tagName === 'TEXTAREA'");
        }
    }

    @Test
    void linkedMessageIsHighlightedUntilJumpToLatest() {
        String first = kofi.sendMessage(conversation, "The question").split("/")[3];
        IntStream.range(0, 12).forEach(i -> kofi.sendMessage(conversation, "Line\n".repeat(8) + i));
        browser.signIn(ama).waitFor(".item", "Lunch");
        browser.open(conversationHash() + "/m/" + first);
        browser.waitFor(".message.highlighted .content", "The question");
        browser.checkScreens("linked-message");
        browser.click(".jump-to-latest", "Jump to latest");
        browser.waitFor(".message .content", "\n11");
        browser.waitUntil("document.querySelector('.jump-to-latest').hidden");
        assertFalse(browser.has(".highlighted"));
        assertFalse(browser.url().contains("/m/"));
    }

    @Test
    void draftAndEditSurviveSwitchingConversations() {
        ama.sendMessage(conversation, "The first version");
        ama.createConversation("Dinner", kofi);
        browser.signIn(ama).click(".item", "Dinner");
        browser.waitFor(".conversation h1", "Dinner");
        browser.type("textarea", "Not finished yet");
        browser.click(".item", "Lunch");
        browser.waitFor(".conversation h1", "Lunch");
        browser.waitFor(".item .preview", "Draft: Not finished yet");
        browser.waitFor(".message .content", "The first version");
        browser.click("textarea").press(Keys.ARROW_UP);
        browser.waitFor(".context", "Editing");
        browser.type("textarea", "The second version");
        browser.click(".item", "Dinner");
        browser.waitUntil("document.querySelector('textarea').value === 'Not finished yet'");
        assertFalse(browser.has(".context"));
        browser.click("[aria-label=Mentions]");
        browser.waitFor("mentions-feed h1");
        browser.click(".item", "Lunch");
        browser.waitFor(".context", "Editing");
        browser.waitUntil("document.querySelector('textarea').value === 'The second version'");
        browser.click("textarea").press(Keys.ENTER);
        browser.waitFor(".message .content", "The second version");
        browser.waitUntil("!document.querySelector('.context')");
    }

    @Test
    void homeAndEndLeadToFirstAndLastMessage() {
        for (int i = 1; i <= 130; i++) {
            kofi.sendMessage(conversation, "Message " + i);
        }
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor(".message .content", "Message 130");
        browser.script("document.querySelector('.scroll').focus()");
        browser.press(Keys.HOME);
        browser.waitUntil("document.activeElement?.matches('.message')"
                + " && document.activeElement.querySelector('.content').textContent === 'Message 1'");
        browser.press(Keys.END);
        browser.waitUntil("document.activeElement?.matches('.message')"
                + " && document.activeElement.querySelector('.content').textContent === 'Message 130'");
    }

    @Test
    void enterStartsNewLineOnTouchScreens() {
        browser.useTouchScreen(true);
        try {
            browser.signIn(ama).click(".item", "Lunch");
            browser.type("textarea", "One").press(Keys.ENTER).press("Two");
            assertEquals("One\nTwo", browser.waitFor("textarea").getAttribute("value"));
            browser.click("[aria-label=Send]");
            browser.waitFor(".message .content", "One\nTwo");
        } finally {
            browser.useTouchScreen(false);
        }
    }

    @Test
    void escapeClosesSearchAndRestoresFocus() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.click("[aria-label^='Search in']");
        browser.waitUntil("document.activeElement?.id === 'message-search'");
        browser.press("tea", Keys.ESCAPE);
        browser.waitUntil("!document.querySelector('message-search')");
        browser.waitUntil("document.activeElement?.getAttribute('aria-label')?.startsWith('Search in')");
    }

    @Test
    void brokenLinksShowMessageOrError() {
        browser.open("#/password-reset/%");
        browser.waitFor("h1", "Set a new password");
        browser.open("nothing");
        kofi.sendMessage(conversation, "Newest");
        String elsewhere = kofi.createConversation("Without Ama");
        String message = kofi.sendMessage(elsewhere, "Not for Ama").split("/")[3];
        browser.open(conversationHash() + "/m/" + message).submitSignIn(ama);
        browser.waitFor(".toast", "no longer available");
        browser.waitFor(".message .content", "Newest");
        assertFalse(browser.has(".scroll .notice"));
    }

    @Test
    void searchResultOpensMessage() {
        kofi.sendMessage(conversation, "The cake is in the oven");
        String wanted = kofi.sendMessage(conversation, "The tea is in the pot");
        browser.signIn(ama).click(".item", "Lunch");
        browser.click("[aria-label^='Search in']");
        browser.type("#message-search", "tea").press(Keys.ENTER);
        browser.waitFor(".results .item", "The tea");
        assertEquals(1, browser.texts(".results .item").size());
        browser.checkScreens("search");
        browser.click(".results .item");
        browser.waitUntil("location.hash.endsWith('/m/" + wanted.split("/")[3] + "')");
        browser.waitUntil("document.activeElement?.textContent.includes('The tea')");
    }

    @Test
    void searchLoadsFurtherResults() {
        for (int i = 1; i <= 25; i++) {
            kofi.sendMessage(conversation, "Plate " + i);
        }
        browser.signIn(ama).click(".item", "Lunch");
        browser.click("[aria-label^='Search in']");
        browser.type("#message-search", "plate").press(Keys.ENTER);
        browser.waitFor(".message-search [role=status]", "25 results");
        assertEquals(20, browser.texts(".results .item").size());
        browser.click(".message-search .load-more button");
        browser.waitUntil("document.querySelectorAll('.results .item').length === 25");
        assertTrue(browser.texts(".results .item").get(24).contains("Plate 1"));
        browser.waitUntil("!document.querySelector('.message-search .load-more')");
    }

    @Test
    void mentionsFeedFollowsAllConversations() {
        browser.signIn(ama).click("[aria-label=Mentions]");
        browser.waitFor("mentions-feed .secondary", "No mentions yet");
        browser.checkScreens("no-mentions");
        String name = "@" + ama.username();
        String dinner = kofi.createConversation("Dinner at eight, and everything that belongs to it", ama);
        String first =
                kofi.sendMessage(conversation, "Will you bring plantain, " + name + "? https://example.com/plantain");
        // A new mention appears at once.
        browser.waitFor(".mentions .item.unread", "Will you bring plantain");
        kofi.sendMessage(dinner, "All of us bring something. ".repeat(12) + name + " brings the music.");
        browser.waitFor(".mentions .item", "in Dinner at eight");
        assertEquals(2, browser.texts(".mentions .badge").size());
        assertEquals(0L, browser.script("return document.querySelectorAll('.mentions a a').length"));
        browser.checkScreens("mentions");
        // A message that no longer mentions the user disappears.
        String slip = kofi.sendMessage(dinner, "Not you, " + name);
        browser.waitFor(".mentions .item", "Not you");
        kofi.patch(slip, object("content", "Not you")).expect(200);
        browser.waitForNo(".mentions .item", "Not you");
        // Enter opens the message in its conversation, which marks it as read.
        browser.script("document.querySelector('mentions-feed h1').focus()");
        browser.press(Keys.TAB).press(Keys.TAB);
        browser.waitUntil("document.activeElement?.matches('.mentions .item')");
        browser.press(Keys.ENTER);
        browser.waitUntil("location.hash === '#/" + "c/" + first.split("/")[1] + "/m/" + first.split("/")[3] + "'");
        browser.waitUntil("document.activeElement?.textContent.includes('Will you bring plantain')");
        browser.waitFor(".conversation h1", "Lunch");
        browser.click("[aria-label=Mentions]");
        browser.waitFor(".mentions .item:not(.unread)", "Will you bring plantain");
        kofi.delete(first).expect(204);
        browser.waitForNo(".mentions .item", "Will you bring plantain");
        browser.reload();
        browser.waitFor(".mentions .item", "brings the music");
        assertEquals(1, browser.texts(".mentions .item").size());
    }

    @Test
    void olderMentionsLoadOnRequest() {
        for (int i = 1; i <= 23; i++) {
            kofi.sendMessage(conversation, "Call " + i + " for @" + ama.username());
        }
        browser.signIn(ama);
        browser.open("#/mentions");
        browser.waitFor(".mentions .item", "Call 23");
        assertEquals(20, browser.texts(".mentions .item").size());
        browser.click("button", "Show older mentions");
        browser.waitFor(".mentions .item", "Call 1 ");
        assertEquals(23, browser.texts(".mentions .item").size());
        browser.waitUntil("document.activeElement?.textContent.includes('Call 3 ')");
        assertFalse(browser.has(".load-more"));
    }

    @Test
    void consoleReportsNoErrors() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        browser.sendMessage("Quietly");
        browser.waitFor(".message .meta", "Sent");
        assertEquals(
                List.of(),
                browser.consoleWarnings().stream()
                        .filter(line -> line.contains("Content Security Policy")
                                || line.contains("Trusted")
                                || line.contains("Uncaught"))
                        .toList());
        ApiRequest.to("GET", "").send().expect(200);
    }
}
