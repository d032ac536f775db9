package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import messaging.it.Account;
import messaging.it.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin console in the browser (S-WEB-2). */
class AdminIT {

    private static Account admin;
    private static Browser console;

    private Account ama;

    @BeforeAll
    static void open() {
        console = new Browser();
        admin = Account.createAdministrator();
    }

    @AfterAll
    static void close() {
        if (console != null) {
            console.close();
        }
    }

    @BeforeEach
    void signIn() {
        ama = Account.register();
        console.open("nothing");
        console.script("localStorage.clear(); sessionStorage.clear();");
        console.open("admin/").enter(admin);
    }

    private void findAma() {
        console.click(".tabs a", "Users");
        console.type("#search", ama.username());
        console.waitFor("tbody th", ama.username());
        console.waitFor(".pager", "1–1 of 1");
    }

    private void choose(String action) {
        console.click("[aria-label='Actions for " + ama.username() + "']");
        console.click(".menu button", action);
    }

    private List<String> audited() {
        return admin.get("admin/audit/?target_type=user&target_id=" + ama.id()).results().stream()
                .map(entry -> entry.get("action").textValue())
                .toList();
    }

    @Test
    void aDeactivatedUserIsThrownOutAtOnce() {
        try (Browser hers = new Browser()) {
            hers.signIn(ama);
            findAma();
            choose("Deactivate");
            console.waitFor("dialog p", "signed out everywhere at once");
            console.show("deactivate");
            console.click("dialog button.danger", "Deactivate");
            console.waitFor("td .tag", "Deactivated");
            hers.waitFor(".notice", "session has ended");
            hers.type("[name=username]", ama.username())
                    .type("[name=password]", Account.PASSWORD)
                    .click("form button.primary");
            hers.waitFor("[role=alert]", "incorrect");
        }
        assertEquals(List.of("user.deactivate"), audited());
        choose("Reactivate");
        console.waitFor("td .tag", "Active");
        assertEquals(List.of("user.reactivate", "user.deactivate"), audited());
        Account.signIn(ama.username(), Account.PASSWORD);
    }

    @Test
    void askedBeforeAndWithoutEffectWhenTheAnswerIsNo() {
        findAma();
        choose("Deactivate");
        console.click("dialog button", "Cancel");
        console.waitUntil("!document.querySelector('dialog')");
        assertEquals(List.of(), audited());
        ama.get("users/me/").expect(200);
    }

    @Test
    void administratorsAreMadeAndUnmade() {
        findAma();
        choose("Make administrator");
        console.click("dialog button.danger");
        console.waitFor("td .tag", "Admin");
        choose("Take administrator rights");
        console.click("dialog button.danger");
        console.waitForNo("td .tag", "Admin");
        assertEquals(List.of("user.demote", "user.promote"), audited());
    }

    @Test
    void messagesAreModeratedAndTheAuditLogSaysSo() {
        String conversation = ama.createConversation("Moderated " + ama.username());
        ama.sendMessage(conversation, "An insult");
        console.click(".tabs a", "Conversations");
        console.type("#search", ama.username());
        console.click("tbody th a", "Moderated " + ama.username());
        console.waitFor(".notice", "audit log keeps");
        console.show("admin-before-reading");
        console.click("button", "Read the messages");
        console.waitFor("td.words", "An insult");
        console.show("admin-messages");
        console.click("tbody button.danger");
        console.type("[name=reason]", "Rule 4");
        console.click("dialog button.danger");
        console.waitForNo("td.words", "An insult");
        assertEquals(0, ama.get(conversation + "messages/").get("count").intValue());
        console.click(".tabs a", "Audit log");
        console.waitFor("tbody tr", "Deleted a message");
        console.type("#search", "Rule 4");
        console.waitFor("tbody tr", "Rule 4");
        console.show("admin-audit");
    }

    @Test
    void aConversationIsDeletedForEverybodyAndTheyAreToldAtOnce() {
        String conversation = ama.createConversation("Unlawful " + ama.username());
        ama.sendMessage(conversation, "A threat");
        try (Browser hers = new Browser()) {
            hers.signIn(ama).click(".item", "Unlawful");
            hers.waitFor(".message .words", "A threat");
            console.click(".tabs a", "Conversations");
            console.type("#search", ama.username());
            console.click("tbody th a", "Unlawful " + ama.username());
            console.click("button.danger", "Delete the conversation");
            console.waitFor("dialog p", "It goes away at once for one person in it, with its one message");
            console.show("admin-delete-conversation");
            console.click("dialog button", "Cancel");
            console.waitUntil("!document.querySelector('dialog')");
            ama.get(conversation).expect(200);
            console.click("button.danger", "Delete the conversation");
            console.type("[name=reason]", "Rule 5");
            console.click("dialog button.danger");
            hers.waitFor(".empty", "no such conversation");
            hers.waitForNo(".item", "Unlawful");
        }
        ama.get(conversation).expectProblem(404);
        console.waitFor("h2", "Conversations");
        console.waitForNo("tbody th a", "Unlawful " + ama.username());
        console.click(".tabs a", "Audit log");
        console.type("#search", "Rule 5");
        console.waitFor("tbody tr", "Deleted a conversation");
    }

    @Test
    void theOverviewPlotsWhatHappened() {
        ama.sendMessage(ama.createConversation("Counted"), "One");
        console.waitFor("time-chart svg");
        assertEquals(
                List.of("Messages", "Active users", "People who wrote", "Most connections at a time", "New accounts"),
                console.texts("figcaption"));
        console.show("admin-overview");
        console.click("#by option:last-child");
        console.waitUntil("document.querySelectorAll('time-chart:first-of-type rect').length >= 48");
        findAma();
        console.show("admin-users");
    }

    @Test
    void whoIsNoAdministratorAnyMoreSeesNothingMore() {
        Account second = Account.register();
        admin.patch("admin/users/" + second.id() + "/", object("is_admin", true))
                .expect(200);
        try (Browser theirs = new Browser()) {
            theirs.open("admin/").enter(second).waitFor("time-chart svg");
            admin.patch("admin/users/" + second.id() + "/", object("is_admin", false))
                    .expect(200);
            // Within a few seconds their token is no longer good for that.
            Eventually.holds(() -> second.get("admin/users/").status() == 403);
            theirs.click(".tabs a", "Users");
            theirs.waitFor("h1", "For administrators");
        }
    }

    @Test
    void nobodyIsToldToBeSignedOutWhoIsNot() {
        console.online(false);
        console.click(".bar button", "Sign out");
        console.waitFor(".toast", "You are still signed in");
        console.waitFor(".tabs");
        console.online(true);
        console.click(".bar button", "Sign out");
        console.waitFor(".notice", "You are signed out");
    }

    @Test
    void anAddressOfAnotherConversationShowsThatOne() {
        String first = ama.createConversation("First " + ama.username());
        String second = ama.createConversation("Second " + ama.username());
        console.script("location.hash = '#/" + first.replaceAll("/$", "") + "'");
        console.waitFor("h2", "First " + ama.username());
        console.click("button", "Read the messages");
        console.waitFor(".pager");
        console.script("location.hash = '#/" + second.replaceAll("/$", "") + "'");
        console.waitFor("h2", "Second " + ama.username());
        console.waitFor("button", "Read the messages");
    }

    @Test
    void anEndlessNameLeavesTheOtherColumnsInSight() {
        ama.patch("users/me/", object("first_name", "W".repeat(150), "last_name", "W".repeat(150)))
                .expect(200);
        findAma();
        console.waitUntil(
                "document.querySelector('.wide-table').scrollWidth < 2 * document.querySelector('.wide-table').clientWidth");
        choose("Deactivate");
        console.click("dialog button", "Cancel");
        assertEquals(
                true,
                console.script("return document.querySelector('.screen').scrollWidth"
                        + " <= document.querySelector('.screen').clientWidth"));
    }

    @Test
    void othersAreTurnedAway() {
        try (Browser hers = new Browser()) {
            hers.open("admin/");
            hers.waitFor("h1", "Administration");
            hers.show("admin-sign-in");
            hers.type("[name=username]", ama.username())
                    .type("[name=password]", Account.PASSWORD)
                    .click("form button.primary");
            hers.waitFor("h1", "For administrators");
            hers.show("admin-not-allowed");
        }
        ama.get("admin/users/").expectProblem(403);
        ama.patch("admin/users/" + ama.id() + "/", object("is_admin", true)).expectProblem(403);
    }
}
