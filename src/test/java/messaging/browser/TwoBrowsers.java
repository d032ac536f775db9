package messaging.browser;

import static messaging.it.ApiRequest.object;

import messaging.it.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Two people at the web client, each in a browser of their own. */
abstract class TwoBrowsers {
    static Browser here;
    static Browser there;

    Account ama;
    Account kofi;
    String conversation;

    @BeforeAll
    static void openBrowsers() {
        here = new Browser();
        there = new Browser();
    }

    @AfterAll
    static void closeBrowsers() {
        for (Browser browser : new Browser[] {here, there}) {
            if (browser != null) {
                browser.close();
            }
        }
    }

    @BeforeEach
    void meet() {
        ama = Account.register();
        kofi = Account.register();
        ama.patch("users/me/", object("first_name", "Ama", "last_name", "Aidoo"));
        kofi.patch("users/me/", object("first_name", "Kofi", "last_name", "Asare"));
        conversation = ama.createConversation("Lunch", kofi);
        forget(here);
        forget(there);
    }

    static void forget(Browser browser) {
        browser.online(true);
        browser.look(Browser.Screen.LIGHT);
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
        browser.complaints();
    }

    String path() {
        return "#/c/" + conversation.split("/")[1];
    }

    void bothOpenTheConversation() {
        here.signIn(ama).click(".item", "Lunch");
        there.signIn(kofi).click(".item", "Lunch");
        here.waitFor("textarea");
        there.waitFor("textarea");
    }
}
