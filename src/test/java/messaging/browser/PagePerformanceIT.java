package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import messaging.it.Account;
import messaging.it.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transferred bytes and the number of rows of the pages (S-WEB-1). It measures no times, which depend on the machine. */
class PagePerformanceIT {

    private static final int MAX_TRANSFER_BYTES = 100 * 1024;
    private static final int MESSAGE_COUNT = 2_000;
    private static final String DIGITS =
            "(SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6"
                    + " UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";

    /**
     * Scrolls up through all messages, at times directly to the first loaded one. Records the largest number of rows, and how
     * far a visible row moves at most.
     */
    private static final String SCROLL_TO_START = """
            const view = document.querySelector('.scroll');
            const { messageWindow: thread } = document.querySelector('conversation-view');
            window.climb = { rows: 0, jump: 0, loads: 0, done: false };
            let held = null;
            let count = thread.messages.length;
            let awaited = 0;
            let steps = 0;
            const step = () => {
              const place = view.getBoundingClientRect();
              const rows = [...document.querySelectorAll('.rows > li')];
              climb.rows = Math.max(climb.rows, rows.length);
              if (thread.messages.length > count) {
                count = thread.messages.length;
                climb.loads += 1;
              }
              if (held) {
                const top = held.row.isConnected ? held.row.getBoundingClientRect().top : 9999;
                climb.jump = Math.max(climb.jump, Math.abs(top - held.top));
              }
              if (thread.atStart && view.scrollTop === 0) {
                climb.done = true;
                return;
              }
              steps += 1;
              let isLeap = false;
              if (!thread.atStart && steps % 25 === 0) {
                isLeap = true;
                awaited = count;
                view.scrollTop = 0;
              } else if (thread.atStart || count > awaited) {
                view.scrollTop -= 300;
              }
              // After a leap, the rows appear with the next frame.
              const row = rows.find((one) => one.matches('.message') && one.getBoundingClientRect().bottom > place.top + place.height / 4);
              held = isLeap || !row ? null : { row, top: row.getBoundingClientRect().top };
              requestAnimationFrame(() => requestAnimationFrame(step));
            };
            step();""";

    private static Browser browser;

    private Account ama;

    @BeforeAll
    static void openBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void reset() {
        ama = Account.register();
        browser.open("nothing");
        browser.script("localStorage.clear(); sessionStorage.clear();");
    }

    @Test
    void initialTransferIsBelowLimit() {
        browser.clearCache().open("");
        browser.waitFor("form");
        long bytes = transferred();
        assertTrue(bytes > 5_000 && bytes < MAX_TRANSFER_BYTES, bytes + " bytes to sign in");
        browser.signIn(ama);
        browser.waitFor(".sidebar > .secondary");
        bytes = transferred();
        assertTrue(bytes < MAX_TRANSFER_BYTES, bytes + " bytes for the list of conversations");
        browser.clearCache().open("admin/");
        browser.waitFor("h1");
        bytes = transferred();
        assertTrue(bytes > 5_000 && bytes < MAX_TRANSFER_BYTES, bytes + " bytes for the admin console");
    }

    /** Returns the bytes transferred since the page was opened, compressed and with headers. */
    private static long transferred() {
        assertEquals(
                List.of(),
                browser.script("return performance.getEntriesByType('resource')"
                        + ".filter((one) => one.name.includes('/assets/') && one.decodedBodySize > 1000"
                        + " && one.encodedBodySize >= one.decodedBodySize).map((one) => one.name)"),
                "not compressed");
        return ((Number)
                        browser.script(
                                "return [...performance.getEntriesByType('resource'),"
                                        + " ...performance.getEntriesByType('navigation')].reduce((sum, one) => sum + one.transferSize, 0)"))
                .longValue();
    }

    @Test
    void longConversationRendersFewRowsAndKeepsPosition() {
        ama.patch("users/me/", object("first_name", "Ama"));
        String conversation = ama.createConversation("Long");
        String id = conversation.split("/")[1];
        Sql.run(
                "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version, created_at,"
                        + " updated_at) SELECT ?, i, ?, CONCAT('Message ', i, REPEAT(' and more', i * 3 % 5 * 6)),"
                        + " i + 1, i + 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM (SELECT 1 + a.n + 10 * b.n"
                        + " + 100 * c.n + 1000 * d.n AS i FROM " + DIGITS + " a, " + DIGITS + " b, " + DIGITS
                        + " c, (SELECT 0 AS n UNION SELECT 1) d ORDER BY i) AS numbers",
                Long.valueOf(id),
                ama.id());
        Sql.run(
                "UPDATE conversations SET last_seq = ?, version = ? WHERE id = ?",
                MESSAGE_COUNT,
                MESSAGE_COUNT + 1,
                Long.valueOf(id));
        browser.signIn(ama).click(".item", "Long");
        browser.waitFor(".message .content", "Message " + MESSAGE_COUNT);
        browser.script(SCROLL_TO_START);
        browser.waitUntil("climb.done");
        browser.waitUntil("document.querySelector('.message .content').textContent.startsWith('Message 1 ')");
        assertEquals(
                (long) MESSAGE_COUNT,
                browser.script("return document.querySelector('conversation-view').messageWindow.messages.length"));
        String seen = browser.script("return JSON.stringify(climb)").toString();
        assertTrue(number("climb.loads") >= MESSAGE_COUNT / 200, seen);
        assertTrue(number("climb.rows") < 100, seen);
        assertTrue(number("climb.jump") < 2, seen);
    }

    private static double number(String expression) {
        return ((Number) browser.script("return " + expression)).doubleValue();
    }
}
