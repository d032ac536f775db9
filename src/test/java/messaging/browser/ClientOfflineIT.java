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

/** The web client while the server is out of reach, wholly or in part (S-WEB-1). */
class ClientOfflineIT extends TwoBrowsers {
    @Test
    void whoIsOfflineLosesNothing() {
        bothOpenTheConversation();
        there.online(false);
        there.waitFor(".offline");
        there.sendMessage("Written in a tunnel");
        there.sendMessage("And this too");
        there.waitFor(".message.waiting .words", "And this too");
        there.show("offline");
        here.sendMessage("Are you there?");
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
        here.sendMessage("Do not lose me");
        here.waitFor(".message.waiting .words", "Do not lose me");
        here.reload();
        here.waitFor(".message:not(.waiting):not(.sending) .words", "Do not lose me");
        assertEquals(1, kofi.get(conversation + "messages/").get("count").intValue());
    }

    @Test
    void whatWaitsIsSentForItsWriterAlone() {
        bothOpenTheConversation();
        there.online(false);
        there.sendMessage("Kofi said this");
        there.waitFor(".message.waiting .words", "Kofi said this");
        kofi.delete("users/me/sessions/").expect(204);
        there.online(true);
        there.waitFor(".notice", "session has ended");
        // In the same page, where whoever was signed in may still be at work.
        there.enter(ama).waitFor("textarea");
        there.sendMessage("Ama said this");
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
    void whoeverSignsOutIsAskedAboutWhatIsNotSent() {
        here.signIn(ama).click(".item", "Lunch");
        // What dialogs are made of comes when it is first asked for.
        here.click("[aria-label^=Profile]");
        here.waitFor(".identity");
        here.press(Keys.ESCAPE);
        here.waitUntil("!document.querySelector('dialog')");
        here.online(false);
        here.sendMessage("Not lost");
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
        kofi.sendMessage(conversation, "Are you there?");
        here.signIn(ama).waitFor(".item", "Lunch");
        here.online(false);
        here.click(".item", "Lunch");
        here.waitFor(".scroll .notice", "cannot be reached");
        here.online(true);
        here.waitFor(".message .words", "Are you there?");
        assertFalse(here.has(".scroll .notice"));
    }

    @Test
    void whatFailedBesideALinkedMessageIsReadToo() {
        String first = kofi.sendMessage(conversation, "The first").split("/")[3];
        IntStream.range(0, 300).forEach(i -> kofi.sendMessage(conversation, "Line\n".repeat(8) + i));
        here.signIn(ama).waitFor(".item", "Lunch");
        here.script("location.hash = '" + path() + "/m/" + first + "'");
        here.waitUntil("document.activeElement?.textContent.includes('The first')");
        here.online(false);
        here.click(".to-end");
        here.waitFor(".scroll .notice", "cannot be reached");
        here.online(true);
        here.waitForNo(".scroll .notice", "cannot be reached");
        here.click(".to-end");
        here.waitFor(".message .words", "\n299");
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
                    .mapToObj(i -> kofi.sendMessage(conversation, "Message " + i))
                    .toList();
            kofi.patch(said.get(0), object("content", "Message one")).expect(200);
            kofi.delete(said.get(1)).expect(204);
            kofi.request("PUT", said.get(39) + "reactions/%F0%9F%8E%89/").send().expect(204);
            here.waitUntil(told(39, "Message 3"));
            here.waitFor(".reactions button", "🎉 1");
            assertEquals(kofisWords(), wordsHere());
            here.waitUntil(
                    "document.querySelector('conversation-thread').thread.messages[0].content === 'Message one'");
            // The other way, with the receipt.
            here.sendMessage("I hear you");
            there.waitFor(".message .words", "I hear you");
            here.waitFor(".seen", "Seen by Kofi Asare");
            // A conversation that is new, and one that one is no longer in.
            String other = kofi.createConversation("Dinner", ama);
            kofi.sendMessage(other, "Hungry?");
            here.waitFor(".item.unread", "Dinner");
            kofi.delete(other).expect(204);
            here.waitForNo(".item", "Dinner");
            // With nothing passing at all, what is said in the meantime comes afterwards, both ways and once.
            proxy.broken(true);
            here.waitFor(".offline");
            kofi.sendMessage(conversation, "Said in the dark");
            here.sendMessage("Written in the dark");
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
}
