package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import messaging.it.Account;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What people do with a conversation as a whole (S-WEB-1). */
class ClientGroupIT extends TwoBrowsers {
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
        esi.get(conversation).expectProblem(404);
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
        here.waitUntil("[...document.querySelectorAll('.plain-list li')].some((row) => row.textContent.includes('Kofi')"
                + " && row.querySelector('.tag')?.textContent.includes('Owner'))");
        assertEquals("owner", role(kofi));
        assertEquals("admin", role(ama));
        here.click("dialog button.danger", "Leave");
        here.waitFor("dialog p", "You no longer see it");
        here.click("dialog form button.danger", "Leave");
        here.waitFor(".side > .quiet", "No conversations yet");
        ama.get(conversation).expectProblem(404);
        there.waitFor(".thread h1 small", "1 person");
    }

    private String role(Account participant) {
        return participant.get(conversation).get("role").textValue();
    }

    @Test
    void anArchivedConversationIsOutOfTheWayAndMessagesAreMarkedUnread() {
        for (int i = 1; i <= 3; i++) {
            kofi.sendMessage(conversation, "Number " + i);
        }
        kofi.createConversation("Work", ama);
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
        kofi.sendMessage("conversations/" + work() + "/", "Newer, but below what is pinned");
        here.waitFor(".item.unread", "Work");
        assertTrue(here.texts(".side .item").get(0).contains("Lunch"));
    }

    private long work() {
        return ama.get("conversations/?search=Work").results().get(0).get("id").longValue();
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
                  ? new Promise((done) => { window.answer = async () => {
                    const late = await fetch(address, init);
                    done(new Response(await late.text(), { status: late.status, headers: late.headers }));
                    for (let frame = 0; frame < 3; frame++) { await new Promise(requestAnimationFrame); }
                  }; }) : fetch(address, init));"""); // Whose words are there at once when it is answered.
        here.type("#find", "nothing like that");
        here.waitUntil("!!window.answer");
        here.press(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        here.script("return window.answer()");
        assertTrue(
                here.texts(".item").toString().contains("Lunch"),
                () -> here.texts(".item").toString());
    }
}
