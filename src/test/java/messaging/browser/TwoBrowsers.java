package messaging.browser;

import static messaging.it.ApiRequest.object;

import java.util.Objects;
import java.util.stream.Stream;
import messaging.it.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Two users of the web client, each with a browser. */
abstract class TwoBrowsers {
    static Browser browser;
    static Browser otherBrowser;

    Account ama;
    Account kofi;
    String conversation;

    @BeforeAll
    static void openBrowsers() {
        browser = new Browser();
        otherBrowser = new Browser();
    }

    @AfterAll
    static void closeBrowsers() {
        Stream.of(browser, otherBrowser).filter(Objects::nonNull).forEach(Browser::close);
    }

    @BeforeEach
    void createConversation() {
        ama = Account.register();
        kofi = Account.register();
        ama.patch("users/me/", object("first_name", "Ama", "last_name", "Aidoo"));
        kofi.patch("users/me/", object("first_name", "Kofi", "last_name", "Asare"));
        conversation = ama.createConversation("Lunch", kofi);
        reset(browser);
        reset(otherBrowser);
    }

    static void reset(Browser browser) {
        browser.setOnline(true);
        browser.useScreen(Browser.Screen.LIGHT);
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
        browser.consoleWarnings();
    }

    /** Returns the URL's fragment that opens the conversation. */
    String conversationHash() {
        return "#/c/" + conversation.split("/")[1];
    }

    void openConversationInBoth() {
        browser.signIn(ama).click(".item", "Lunch");
        otherBrowser.signIn(kofi).click(".item", "Lunch");
        browser.waitFor("textarea");
        otherBrowser.waitFor("textarea");
    }
}
