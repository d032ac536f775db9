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

/** The web client as two people talk in it (S-WEB-1). */
class ClientIT extends TwoBrowsers {
    @Test
    void somebodyNewRegistersAndBeginsToTalk() {
        String name = Account.uniqueUsername();
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
        here.sendMessage("Hello, Kofi");
        here.waitFor(".message .words", "Hello, Kofi");
        assertEquals(1, kofi.get("conversations/?search=Welcome").get("count").intValue());
    }

    @Test
    void twoPeopleTalkAndSeeEachOthersChanges() {
        bothOpenTheConversation();
        here.sendMessage("Shall we meet at noon?");
        there.waitFor(".message .words", "Shall we meet at noon?");
        there.sendMessage("Yes!");
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
    void unreadMessagesAreCountedUntilTheyAreRead() {
        here.signIn(ama);
        here.waitFor(".item", "Lunch");
        kofi.sendMessage(conversation, "One");
        kofi.sendMessage(conversation, "Two");
        here.waitFor(".badge", "2");
        assertEquals("(2) Messages", here.title());
        here.show("unread");
        there.signIn(kofi).click(".item", "Lunch");
        here.click(".item", "Lunch");
        here.waitUntil("!document.querySelector('.badge')");
        there.waitFor(".seen", "Seen by Ama Aidoo");
    }

    @Test
    void aConversationOpensAtItsEnd() {
        IntStream.range(0, 30).forEach(i -> kofi.sendMessage(conversation, "Line " + i));
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor(".message .words", "Line 29");
        here.waitUntil("(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)"
                + "(document.querySelector('.scroll'))");
        here.waitForNo(".badge", "30");
        assertFalse(here.waitFor(".thread").getText().contains("To the newest"));
    }

    @Test
    void historyLoadsUpwardsWithoutJumping() {
        for (int i = 1; i <= 130; i++) {
            kofi.sendMessage(conversation, "Message " + i + (i % 7 == 0 ? "\nwith a second line" : ""));
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
    void aQuoteLeadsToItsMessageEveryTime() {
        long first =
                Long.parseLong(kofi.sendMessage(conversation, "The question").split("/")[3]);
        IntStream.range(0, 12).forEach(i -> kofi.sendMessage(conversation, "Line\n".repeat(8) + i));
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
    void brokenLinksLeadSomewhere() {
        here.open("#/password-reset/%");
        here.waitFor("h1", "New password");
        here.open("nothing");
        kofi.sendMessage(conversation, "Newest");
        String elsewhere = kofi.createConversation("Without Ama");
        String message = kofi.sendMessage(elsewhere, "Not for Ama").split("/")[3];
        here.open(path() + "/m/" + message).enter(ama);
        here.waitFor(".toast", "not here any more");
        here.waitFor(".message .words", "Newest");
        assertFalse(here.has(".scroll .notice"));
    }

    @Test
    void theConversationIsSearched() {
        kofi.sendMessage(conversation, "The cake is in the oven");
        String wanted = kofi.sendMessage(conversation, "The tea is in the pot");
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
    void allThatIsFoundCanBeReached() {
        for (int i = 1; i <= 25; i++) {
            kofi.sendMessage(conversation, "Plate " + i);
        }
        here.signIn(ama).click(".item", "Lunch");
        here.click("[aria-label^='Search in']");
        here.type("#find-here", "plate").press(Keys.ENTER);
        here.waitFor(".finder [role=status]", "25 found");
        assertEquals(20, here.texts(".results .item").size());
        here.click(".finder .older button");
        here.waitUntil("document.querySelectorAll('.results .item').length === 25");
        assertTrue(here.texts(".results .item").get(24).contains("Plate 1"));
        here.waitUntil("!document.querySelector('.finder .older')");
    }

    @Test
    void mentionsOfAllConversationsAreGathered() {
        here.signIn(ama).click("[aria-label=Mentions]");
        here.waitFor("mentions-feed .quiet", "Nobody has named you yet");
        here.show("no-mentions");
        String name = "@" + ama.username();
        String dinner = kofi.createConversation("Dinner at eight, and everything that belongs to it", ama);
        String first =
                kofi.sendMessage(conversation, "Will you bring plantain, " + name + "? https://example.com/plantain");
        // What comes while one looks is there at once.
        here.waitFor(".mentions .item.unread", "Will you bring plantain");
        kofi.sendMessage(dinner, "Everybody brings something. ".repeat(12) + name + " brings the music.");
        here.waitFor(".mentions .item", "in Dinner at eight");
        assertEquals(2, here.texts(".mentions .badge").size());
        assertEquals(0L, here.script("return document.querySelectorAll('.mentions a a').length"));
        here.show("mentions");
        // And what no longer names one is gone.
        String slip = kofi.sendMessage(dinner, "Not you, " + name);
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
            kofi.sendMessage(conversation, "Call " + i + " for @" + ama.username());
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
    void nothingIsComplainedOf() {
        here.signIn(ama).click(".item", "Lunch");
        here.waitFor("textarea");
        here.sendMessage("Quietly");
        here.waitFor(".message .meta", "Sent");
        assertEquals(
                List.of(),
                here.complaints().stream()
                        .filter(line -> line.contains("Content Security Policy")
                                || line.contains("Trusted")
                                || line.contains("Uncaught"))
                        .toList());
        ApiRequest.to("GET", "").send().expect(200);
    }
}
