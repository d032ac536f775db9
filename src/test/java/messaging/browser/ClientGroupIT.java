package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import messaging.it.Account;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Settings, participants and the list of conversations in the web client (S-WEB-1). */
class ClientGroupIT extends TwoBrowsers {
    @Test
    void ownerChangesTitle() {
        browser.signIn(ama).click(".item", "Lunch");
        browser.click("[aria-label='Conversation settings']");
        browser.waitFor(".plain-list li", "Kofi Asare");
        browser.checkScreens("conversation-settings");
        browser.type("[name=title]", "Dinner").click("button", "Save title");
        browser.waitFor(".conversation h1", "Dinner");
        browser.press(Keys.ESCAPE);
        browser.waitUntil("!document.querySelector('dialog')");
    }

    @Test
    void ownerManagesTransfersAndLeavesGroup() {
        Account esi = Account.register();
        esi.patch("users/me/", object("first_name", "Esi", "last_name", "Sutherland"));
        otherBrowser.signIn(kofi).click(".item", "Lunch");
        browser.signIn(ama).click(".item", "Lunch");
        browser.click("[aria-label='Conversation settings']");
        browser.type("#people", esi.username());
        browser.click(".people .item", "Esi Sutherland");
        browser.click("people-picker ~ .foot button", "Add people");
        browser.waitFor(".plain-list li", "Esi Sutherland");
        otherBrowser.waitFor(".conversation h1 small", "3 participants");
        browser.click("#role-" + kofi.id() + " option[value=admin]");
        // Announced within the dialog, because everything else is inert.
        browser.waitUntil(
                "document.querySelector('dialog .live-region').textContent.includes('Kofi Asare is now an admin')");
        assertEquals("admin", role(kofi));
        browser.click("[aria-label='Remove Esi Sutherland']");
        browser.waitFor("dialog p", "They will no longer see this conversation");
        browser.click("dialog button.danger", "Remove");
        browser.waitForNo(".plain-list li", "Esi Sutherland");
        otherBrowser.waitFor(".conversation h1 small", "2 participants");
        esi.get(conversation).expectProblem(404);
        // Preferences apply to this user only.
        for (String name : List.of("Muted", "Pinned", "Archived")) {
            browser.click("fieldset label", name);
            String preference = name.toLowerCase(java.util.Locale.ROOT);
            browser.waitUntil("document.querySelector('messages-app').store.conversations.get("
                    + conversation.split("/")[1] + ")." + preference);
            assertTrue(ama.get(conversation).get(preference).booleanValue());
            assertFalse(kofi.get(conversation).get(preference).booleanValue());
        }
        // Transfer to another participant.
        browser.click("#role-" + kofi.id() + " option[value=owner]");
        browser.waitFor("dialog p", "Kofi Asare becomes the owner");
        browser.click("dialog button.danger", "Transfer ownership");
        browser.waitUntil(
                "[...document.querySelectorAll('.plain-list li')].some((row) => row.textContent.includes('Kofi')"
                        + " && row.querySelector('.tag')?.textContent.includes('Owner'))");
        assertEquals("owner", role(kofi));
        assertEquals("admin", role(ama));
        browser.click("dialog button.danger", "Leave");
        browser.waitFor("dialog p", "You will no longer see it");
        browser.click("dialog form button.danger", "Leave");
        browser.waitFor(".sidebar > .secondary", "No conversations yet");
        ama.get(conversation).expectProblem(404);
        otherBrowser.waitFor(".conversation h1 small", "1 participant");
    }

    private String role(Account participant) {
        return participant.get(conversation).get("role").textValue();
    }

    @Test
    void markUnreadArchiveAndPinChangeTheList() {
        for (int i = 1; i <= 3; i++) {
            kofi.sendMessage(conversation, "Number " + i);
        }
        kofi.createConversation("Work", ama);
        browser.signIn(ama).click(".item", "Lunch");
        browser.waitUntil("!document.querySelector('.badge')");
        browser.click(".message:nth-of-type(n+2) [aria-label^='More actions']");
        browser.waitFor(".excerpt");
        String from = browser.texts(".excerpt").get(0);
        browser.click(".menu button", "Mark as unread");
        browser.waitFor(".empty");
        String unread = Integer.toString(4 - Integer.parseInt(from.split(" ")[1]));
        browser.waitFor(".badge", unread);
        browser.reload();
        browser.waitFor(".badge", unread);
        ama.patch(conversation + "preferences/", object("archived", true)).expect(200);
        browser.click("summary", "Archived (1)");
        browser.waitFor("details .item", "Lunch");
        browser.checkScreens("archived");
        ama.patch(conversation + "preferences/", object("archived", false, "pinned", true))
                .expect(200);
        browser.waitUntil("!document.querySelector('.sidebar details')");
        kofi.sendMessage("conversations/" + workConversationId() + "/", "Newer, but below what is pinned");
        browser.waitFor(".item.unread", "Work");
        assertTrue(browser.texts(".sidebar .item").get(0).contains("Lunch"));
    }

    private long workConversationId() {
        return ama.get("conversations/?search=Work").results().get(0).get("id").longValue();
    }

    @Test
    void enterIgnoresResultsOfEarlierSearch() {
        Account esi = Account.register();
        browser.signIn(ama).click("[aria-label='New conversation']");
        browser.type("#people", kofi.username());
        browser.waitFor(".people .item", "Kofi Asare");
        browser.type("#people", esi.username() + Keys.ENTER);
        browser.waitFor(".people .item, .chips", esi.username());
        assertFalse(browser.texts(".chips").toString().contains("Kofi"));
    }

    @Test
    void enterSelectsExactUsernameOnly() {
        // Both names contain what is typed, and the longer one may come first.
        String name = Account.uniqueUsername();
        Account.register(name + "a");
        Account.register(name);
        browser.signIn(ama).click("[aria-label='New conversation']");
        String prefix = name.substring(0, name.length() - 1);
        browser.type("#people", prefix);
        browser.waitFor(".people .item", name);
        browser.press(Keys.ENTER);
        browser.waitFor("#people-note", "Select one of them");
        assertFalse(browser.has(".chips"));
        browser.type("#people", name);
        browser.waitUntil("document.querySelector('people-picker').foundTerm === '" + name + "'");
        browser.press(Keys.ENTER);
        browser.waitFor(".chips", name);
        assertFalse(browser.texts(".chips").toString().contains(name + "a"));
    }

    @Test
    void conversationIsNotCreatedWhileTypedNameIsNotSelected() {
        int before = ama.get("conversations/").get("count").intValue();
        browser.signIn(ama).click("[aria-label='New conversation']");
        browser.waitFor("#people");
        browser.click("dialog form button.primary");
        browser.waitFor("dialog .error", "Select at least one person");
        browser.checkScreens("no-people-selected");
        browser.type("#people", kofi.username());
        browser.click(".people .item", "Kofi Asare");
        browser.waitFor(".chips", "Kofi Asare");
        browser.type("#people", "not selected").click("dialog form button.primary");
        browser.waitFor("dialog .error", "Select a person for “not selected”");
        assertEquals(before, ama.get("conversations/").get("count").intValue());
    }

    @Test
    void clickOutsideKeepsDialogThatWasFilledIn() {
        browser.signIn(ama).click("[aria-label='New conversation']");
        browser.type("[name=title]", "Dinner");
        browser.script("document.querySelector('dialog').click()");
        assertEquals("Dinner", browser.waitFor("[name=title]").getAttribute("value"));
        browser.press(Keys.ESCAPE);
        browser.waitUntil("!document.querySelector('dialog')");
        browser.click("[aria-label='New conversation']");
        browser.waitFor("dialog");
        browser.script("document.querySelector('dialog').click()");
        browser.waitUntil("!document.querySelector('dialog')");
    }

    @Test
    void lateResponseOfClearedSearchIsIgnored() {
        browser.signIn(ama).waitFor(".item", "Lunch");
        browser.script("""
                const { fetch } = window;
                window.fetch = (address, init) => (address.includes('search=')
                  ? new Promise((done) => { window.answer = async () => {
                    const late = await fetch(address, init);
                    done(new Response(await late.text(), { status: late.status, headers: late.headers }));
                    for (let frame = 0; frame < 3; frame++) { await new Promise(requestAnimationFrame); }
                  }; }) : fetch(address, init));"""); // Its text is available at once when it is answered.
        browser.type("#conversation-search", "nothing like that");
        browser.waitUntil("!!window.answer");
        browser.press(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        browser.script("return window.answer()");
        assertTrue(
                browser.texts(".item").toString().contains("Lunch"),
                () -> browser.texts(".item").toString());
    }
}
