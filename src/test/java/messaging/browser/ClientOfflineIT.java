package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The web client while it cannot reach the server, or only parts of it (S-WEB-1). */
class ClientOfflineIT extends TwoBrowsers {
    @Test
    void messagesWrittenOfflineAreSentAfterwards() {
        openConversationInBoth();
        otherBrowser.setOnline(false);
        otherBrowser.waitFor(".offline");
        otherBrowser.sendMessage("Written in a tunnel");
        otherBrowser.sendMessage("And this too");
        otherBrowser.waitFor(".message.waiting .content", "And this too");
        otherBrowser.checkScreens("offline");
        browser.sendMessage("Are you there?");
        browser.waitFor(".message .meta", "Sent");
        otherBrowser.setOnline(true);
        otherBrowser.waitFor(".message .content", "Are you there?");
        browser.waitFor(".message .content", "And this too");
        otherBrowser.waitForNo(".message .meta", "Waiting");
        List<String> words = ama.get(conversation + "messages/?ordering=seq").results().stream()
                .map(message -> message.get("content").textValue())
                .toList();
        assertEquals(List.of("Are you there?", "Written in a tunnel", "And this too"), words);
        assertEquals(words, browser.texts(".message .content"));
        assertEquals(words, otherBrowser.texts(".message .content"));
    }

    @Test
    void unsentMessageSurvivesReload() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        // The server can be reached, except for the sending of messages.
        browser.script(
                "window.fetch = ((real) => (address, init) => init?.method === 'POST' && String(address).endsWith('/messages/')"
                        + " ? Promise.reject(new TypeError('gone')) : real(address, init))(window.fetch)");
        browser.sendMessage("Do not lose me");
        browser.waitFor(".message.waiting .content", "Do not lose me");
        browser.reload();
        browser.waitFor(".message:not(.waiting):not(.sending) .content", "Do not lose me");
        assertEquals(1, kofi.get(conversation + "messages/").get("count").intValue());
    }

    @Test
    void unsentMessageIsSentForItsAuthorOnly() {
        openConversationInBoth();
        otherBrowser.setOnline(false);
        otherBrowser.sendMessage("Kofi said this");
        otherBrowser.waitFor(".message.waiting .content", "Kofi said this");
        kofi.delete("users/me/sessions/").expect(204);
        otherBrowser.setOnline(true);
        otherBrowser.waitFor(".notice", "session has ended");
        // In the same page, whose code still knows the previous user.
        otherBrowser.submitSignIn(ama).waitFor("textarea");
        otherBrowser.sendMessage("Ama said this");
        browser.waitFor(".message .content", "Ama said this");
        otherBrowser.click("[aria-label^=Profile]").click("button", "Sign out");
        otherBrowser.waitFor(".notice", "signed out");
        otherBrowser.submitSignIn(kofi);
        browser.waitFor(".message .content", "Kofi said this");
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
    void signOutWithUnsentMessageAsksForConfirmation() {
        browser.signIn(ama).click(".item", "Lunch");
        // The module of the dialog is loaded when it is first opened.
        browser.click("[aria-label^=Profile]");
        browser.waitFor(".identity");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("!document.querySelector('dialog')");
        browser.setOnline(false);
        browser.sendMessage("Not lost");
        browser.waitFor(".message.waiting .content", "Not lost");
        browser.click("[aria-label^=Profile]").click(".identity button", "Sign out");
        browser.waitFor("dialog p", "One message has not been sent");
        assertEquals(
                List.of("Profile", "Sign out?"),
                browser.script("return [...document.querySelectorAll('dialog')].map((one) =>"
                        + " document.getElementById(one.getAttribute('aria-labelledby')).textContent)"));
        browser.click("dialog button.danger", "Sign out");
        browser.waitFor(".toast", "You are still signed in");
        browser.waitUntil("document.querySelectorAll('dialog').length === 1");
        browser.press(Keys.ESCAPE);
        browser.setOnline(true);
        browser.waitFor(".message .meta", "Sent");
        assertEquals(
                "Not lost",
                kofi.get(conversation + "messages/")
                        .results()
                        .get(0)
                        .get("content")
                        .textValue());
    }

    @Test
    void offlineNoticeDisappearsAfterShortInterruption() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitFor("textarea");
        // So short that no request failed meanwhile.
        assertEquals(
                true,
                browser.script("window.dispatchEvent(new Event('offline'));"
                        + " return document.querySelector('messages-app').updateComplete"
                        + ".then(() => !!document.querySelector('.offline'))"));
        browser.script("window.dispatchEvent(new Event('online'))");
        browser.waitForNo(".offline", "");
    }

    @Test
    void startWithoutServerIsRetried() {
        try (NoWebSocketProxy proxy = new NoWebSocketProxy()) {
            browser.useServer(proxy.url());
            browser.signIn(ama).click(".item", "Lunch");
            browser.waitFor("textarea");
            proxy.refuseApi(true);
            browser.reload();
            browser.waitFor("h1", "Cannot connect");
            browser.checkScreens("cannot-connect");
            proxy.refuseApi(false);
            browser.waitFor(".conversation h1", "Lunch");
        } finally {
            browser.useServer(TestStage.url());
        }
    }

    @Test
    void failedReadIsRepeatedWhenBackOnline() {
        kofi.sendMessage(conversation, "Are you there?");
        browser.signIn(ama).waitFor(".item", "Lunch");
        browser.setOnline(false);
        browser.click(".item", "Lunch");
        browser.waitFor(".scroll .notice", "Cannot reach the server");
        browser.setOnline(true);
        browser.waitFor(".message .content", "Are you there?");
        assertFalse(browser.has(".scroll .notice"));
    }

    @Test
    void failedJumpToLatestIsRepeatedWhenBackOnline() {
        String first = kofi.sendMessage(conversation, "The first").split("/")[3];
        IntStream.range(0, 300).forEach(i -> kofi.sendMessage(conversation, "Line\n".repeat(8) + i));
        browser.signIn(ama).waitFor(".item", "Lunch");
        browser.script("location.hash = '" + conversationHash() + "/m/" + first + "'");
        browser.waitUntil("document.activeElement?.textContent.includes('The first')");
        browser.setOnline(false);
        browser.click(".jump-to-latest");
        browser.waitFor(".scroll .notice", "Cannot reach the server");
        browser.setOnline(true);
        browser.waitForNo(".scroll .notice", "Cannot reach the server");
        browser.click(".jump-to-latest");
        browser.waitFor(".message .content", "\n299");
    }

    @Test
    void pollingDeliversChangesWithoutWebSocket() {
        try (NoWebSocketProxy proxy = new NoWebSocketProxy()) {
            browser.useServer(proxy.url());
            browser.signIn(ama).click(".item", "Lunch");
            browser.waitFor("textarea");
            otherBrowser.signIn(kofi).click(".item", "Lunch");
            otherBrowser.waitFor("textarea");
            // More messages than one response contains, and changes of earlier ones.
            List<String> said = IntStream.rangeClosed(1, 40)
                    .mapToObj(i -> kofi.sendMessage(conversation, "Message " + i))
                    .toList();
            kofi.patch(said.get(0), object("content", "Message one")).expect(200);
            kofi.delete(said.get(1)).expect(204);
            kofi.request("PUT", said.get(39) + "reactions/%F0%9F%8E%89/").send().expect(204);
            browser.waitUntil(hasMessages(39, "Message 3"));
            browser.waitFor(".reactions button", "🎉 1");
            assertEquals(contentsSeenByKofi(), contentsInWindow());
            browser.waitUntil(
                    "document.querySelector('conversation-view').messageWindow.messages[0].content === 'Message one'");
            // In the other direction, with the receipt.
            browser.sendMessage("I hear you");
            otherBrowser.waitFor(".message .content", "I hear you");
            browser.waitFor(".receipts", "Seen by Kofi Asare");
            // A new conversation, and its deletion.
            String other = kofi.createConversation("Dinner", ama);
            kofi.sendMessage(other, "Hungry?");
            browser.waitFor(".item.unread", "Dinner");
            kofi.delete(other).expect(204);
            browser.waitForNo(".item", "Dinner");
            // Messages sent while the proxy refuses everything arrive afterwards, in both directions and once.
            proxy.refuseAll(true);
            browser.waitFor(".offline");
            kofi.sendMessage(conversation, "Said in the dark");
            browser.sendMessage("Written in the dark");
            browser.waitFor(".message.waiting .content", "Written in the dark");
            proxy.refuseAll(false);
            browser.waitFor(".message .content", "Said in the dark");
            otherBrowser.waitFor(".message .content", "Written in the dark");
            browser.waitForNo(".message .meta", "Waiting");
            browser.waitUntil(hasMessages(42, "Message 3"));
            assertEquals(contentsSeenByKofi(), contentsInWindow());
            assertTrue(proxy.refused() > 1, proxy.refused() + " upgrades were attempted");
        } finally {
            browser.useServer(TestStage.url());
        }
    }

    private static String hasMessages(int count, String second) {
        return "((all) => all.length === " + count + " && all[1].content === '" + second
                + "')(document.querySelector('conversation-view').messageWindow.messages)";
    }

    private List<String> contentsSeenByKofi() {
        return kofi.get(conversation + "messages/?limit=100&ordering=seq").results().stream()
                .map(message -> message.get("content").textValue())
                .toList();
    }

    private static Object contentsInWindow() {
        return browser.script(
                "return document.querySelector('conversation-view').messageWindow.messages.map(({ content }) => content)");
    }
}
