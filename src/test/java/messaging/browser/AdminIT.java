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
        console.open("admin/").submitSignIn(admin);
    }

    private void searchForAma() {
        console.click(".tabs a", "Users");
        console.type("#search", ama.username());
        console.waitFor("tbody th", ama.username());
        console.waitFor(".pager", "1–1 of 1");
    }

    private void chooseAction(String action) {
        console.click("[aria-label='Actions for " + ama.username() + "']");
        console.click(".menu button", action);
    }

    private List<String> auditedActions() {
        return admin.get("admin/audit/?target_type=user&target_id=" + ama.id()).results().stream()
                .map(entry -> entry.get("action").textValue())
                .toList();
    }

    @Test
    void deactivationEndsSessionsAtOnce() {
        try (Browser amasBrowser = new Browser()) {
            amasBrowser.signIn(ama);
            searchForAma();
            chooseAction("Deactivate");
            console.waitFor("dialog p", "signed out on all devices");
            console.checkScreens("deactivate");
            console.click("dialog button.danger", "Deactivate");
            console.waitFor("td .tag", "Deactivated");
            amasBrowser.waitFor(".notice", "session has ended");
            amasBrowser
                    .type("[name=username]", ama.username())
                    .type("[name=password]", Account.PASSWORD)
                    .click("form button.primary");
            amasBrowser.waitFor("[role=alert]", "incorrect");
        }
        assertEquals(List.of("user.deactivate"), auditedActions());
        chooseAction("Reactivate");
        console.waitFor("td .tag", "Active");
        assertEquals(List.of("user.reactivate", "user.deactivate"), auditedActions());
        Account.signIn(ama.username(), Account.PASSWORD);
    }

    @Test
    void canceledDeactivationHasNoEffect() {
        searchForAma();
        chooseAction("Deactivate");
        console.click("dialog button", "Cancel");
        console.waitUntil("!document.querySelector('dialog')");
        assertEquals(List.of(), auditedActions());
        ama.get("users/me/").expect(200);
    }

    @Test
    void userIsPromotedAndDemoted() {
        searchForAma();
        chooseAction("Make administrator");
        console.click("dialog button.danger");
        console.waitFor("td .tag", "Admin");
        chooseAction("Remove administrator rights");
        console.click("dialog button.danger");
        console.waitForNo("td .tag", "Admin");
        assertEquals(List.of("user.demote", "user.promote"), auditedActions());
    }

    @Test
    void deletedMessageAppearsInAuditLog() {
        String conversation = ama.createConversation("Moderated " + ama.username());
        ama.sendMessage(conversation, "An insult");
        console.click(".tabs a", "Conversations");
        console.type("#search", ama.username());
        console.click("tbody th a", "Moderated " + ama.username());
        console.waitFor(".notice", "audit log will record");
        console.checkScreens("admin-before-reading");
        console.click("button", "Read messages");
        console.waitFor("td.content", "An insult");
        console.checkScreens("admin-messages");
        console.click("tbody button.danger");
        console.type("[name=reason]", "Rule 4");
        console.click("dialog button.danger");
        console.waitForNo("td.content", "An insult");
        assertEquals(0, ama.get(conversation + "messages/").get("count").intValue());
        console.click(".tabs a", "Audit log");
        console.waitFor("tbody tr", "Deleted a message");
        console.type("#search", "Rule 4");
        console.waitFor("tbody tr", "Rule 4");
        console.checkScreens("admin-audit");
    }

    @Test
    void deletedConversationDisappearsForParticipantsAtOnce() {
        String conversation = ama.createConversation("Unlawful " + ama.username());
        ama.sendMessage(conversation, "A threat");
        try (Browser amasBrowser = new Browser()) {
            amasBrowser.signIn(ama).click(".item", "Unlawful");
            amasBrowser.waitFor(".message .content", "A threat");
            console.click(".tabs a", "Conversations");
            console.type("#search", ama.username());
            console.click("tbody th a", "Unlawful " + ama.username());
            console.click("button.danger", "Delete conversation");
            console.waitFor("dialog p", "It will be deleted at once for 1 participant, with 1 message");
            console.checkScreens("admin-delete-conversation");
            console.click("dialog button", "Cancel");
            console.waitUntil("!document.querySelector('dialog')");
            ama.get(conversation).expect(200);
            console.click("button.danger", "Delete conversation");
            console.type("[name=reason]", "Rule 5");
            console.click("dialog button.danger");
            amasBrowser.waitFor(".empty", "Conversation not found");
            amasBrowser.waitForNo(".item", "Unlawful");
        }
        ama.get(conversation).expectProblem(404);
        console.waitFor("h2", "Conversations");
        console.waitForNo("tbody th a", "Unlawful " + ama.username());
        console.click(".tabs a", "Audit log");
        console.type("#search", "Rule 5");
        console.waitFor("tbody tr", "Deleted a conversation");
    }

    @Test
    void overviewShowsActivityOverTime() {
        ama.sendMessage(ama.createConversation("Counted"), "One");
        console.waitFor("time-chart svg");
        assertEquals(
                List.of("Messages", "Active users", "Senders", "Peak connections", "New accounts"),
                console.texts("figcaption"));
        console.checkScreens("admin-overview");
        console.click("#by option:last-child");
        console.waitUntil("document.querySelectorAll('time-chart:first-of-type rect').length >= 48");
        searchForAma();
        console.checkScreens("admin-users");
    }

    @Test
    void demotedAdministratorLosesAccessAtOnce() {
        Account second = Account.register();
        admin.patch("admin/users/" + second.id() + "/", object("is_admin", true))
                .expect(200);
        try (Browser adminBrowser = new Browser()) {
            adminBrowser.open("admin/").submitSignIn(second).waitFor("time-chart svg");
            admin.patch("admin/users/" + second.id() + "/", object("is_admin", false))
                    .expect(200);
            // Within a few seconds, the server no longer accepts the token for the admin API.
            Eventually.holds(() -> second.get("admin/users/").status() == 403);
            adminBrowser.click(".tabs a", "Users");
            adminBrowser.waitFor("h1", "Administrators only");
        }
    }

    @Test
    void failedSignOutIsReported() {
        console.setOnline(false);
        console.click(".bar button", "Sign out");
        console.waitFor(".toast", "You are still signed in");
        console.waitFor(".tabs");
        console.setOnline(true);
        console.click(".bar button", "Sign out");
        console.waitFor(".notice", "You have signed out");
    }

    @Test
    void changedUrlShowsOtherConversation() {
        String first = ama.createConversation("First " + ama.username());
        String second = ama.createConversation("Second " + ama.username());
        console.script("location.hash = '#/" + first.replaceAll("/$", "") + "'");
        console.waitFor("h2", "First " + ama.username());
        console.click("button", "Read messages");
        console.waitFor(".pager");
        console.script("location.hash = '#/" + second.replaceAll("/$", "") + "'");
        console.waitFor("h2", "Second " + ama.username());
        console.waitFor("button", "Read messages");
    }

    @Test
    void longNameKeepsOtherColumnsVisible() {
        ama.patch("users/me/", object("first_name", "W".repeat(150), "last_name", "W".repeat(150)))
                .expect(200);
        searchForAma();
        console.waitUntil(
                "document.querySelector('.table-scroll').scrollWidth < 2 * document.querySelector('.table-scroll').clientWidth");
        chooseAction("Deactivate");
        console.click("dialog button", "Cancel");
        assertEquals(
                true,
                console.script("return document.querySelector('.screen').scrollWidth"
                        + " <= document.querySelector('.screen').clientWidth"));
    }

    @Test
    void userWithoutAdminRightsIsRefused() {
        try (Browser amasBrowser = new Browser()) {
            amasBrowser.open("admin/");
            amasBrowser.waitFor("h1", "Administration");
            amasBrowser.checkScreens("admin-sign-in");
            amasBrowser
                    .type("[name=username]", ama.username())
                    .type("[name=password]", Account.PASSWORD)
                    .click("form button.primary");
            amasBrowser.waitFor("h1", "Administrators only");
            amasBrowser.checkScreens("admin-not-allowed");
        }
        ama.get("admin/users/").expectProblem(403);
        ama.patch("admin/users/" + ama.id() + "/", object("is_admin", true)).expectProblem(403);
    }
}
