package messaging.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import messaging.it.Account;
import messaging.it.Program;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lighthouse's audits of the pages (S-WEB-1). Its performance score depends on the machine, so only audits that do not
 * measure time are checked; bench/README.md has the scores.
 */
class LighthouseIT {

    private static final int ATTEMPTS = 3;
    private static final double MIN_SCORE = 0.95;
    private static final int MAX_TRANSFER_BYTES = 100 * 1024;

    private static Path lighthouse;
    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void openBrowser() {
        lighthouse = Tools.require("lighthouse");
        browser = new Browser();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void signedOutPagesPassAudits() throws JsonProcessingException {
        browser.open("nothing");
        browser.script("localStorage.clear()");
        assertAudits(audit("", "--form-factor=mobile"));
        assertAudits(audit("admin/", "--preset=desktop"));
    }

    @Test
    void signedInPagesPassAudits() throws JsonProcessingException {
        Account admin = Account.createAdministrator();
        String conversation = admin.createConversation("Lunch", Account.register());
        admin.sendMessage(conversation, "Can we meet at https://example.com/ at noon?");
        browser.signIn(admin);
        // Without this, Lighthouse deletes the session first.
        String keepStorage = "--disable-storage-reset";
        assertAudits(audit("#/c/" + conversation.split("/")[1], keepStorage, "--form-factor=mobile"));
        assertAudits(audit("admin/#/users", keepStorage, "--preset=desktop"));
    }

    private static void assertAudits(JsonNode report) {
        String page = report.get("finalDisplayedUrl").textValue();
        assertTrue(report.path("runtimeError").isMissingNode(), () -> page + report.get("runtimeError"));
        for (String category : List.of("accessibility", "best-practices", "seo")) {
            double score = report.at("/categories/" + category + "/score").doubleValue();
            assertTrue(
                    score >= MIN_SCORE,
                    () -> page + " " + category + " " + score + ": " + failedAudits(report, category));
        }
        assertEquals(List.of(), items(report, "errors-in-console").toList(), page);
        assertEquals(1, report.at("/audits/uses-long-cache-ttl/score").intValue(), page);
        // Only the style sheet may delay the first paint: without it, the page would be rendered twice.
        assertTrue(
                items(report, "render-blocking-resources")
                        .allMatch(item -> item.get("url").textValue().endsWith("/style/main.css")),
                () -> page + items(report, "render-blocking-resources").toList());
        assertEquals(
                List.of(),
                items(report, "uses-text-compression")
                        .filter(item -> !item.get("url").textValue().contains("/api/"))
                        .toList(),
                page);
        long bytes = items(report, "network-requests")
                .mapToLong(item -> item.get("transferSize").longValue())
                .sum();
        assertTrue(bytes > 1_000 && bytes < MAX_TRANSFER_BYTES, page + ": " + bytes + " bytes");
        double shift = report.at("/audits/cumulative-layout-shift/numericValue").doubleValue();
        assertTrue(shift < 0.1, page + " shifts its layout: " + shift);
    }

    private static Stream<JsonNode> items(JsonNode report, String audit) {
        JsonNode found = report.at("/audits/" + audit);
        assertTrue(found.isObject(), audit + " is not an audit of this version of Lighthouse");
        return StreamSupport.stream(found.at("/details/items").spliterator(), false);
    }

    private static List<String> failedAudits(JsonNode report, String category) {
        return StreamSupport.stream(
                        report.at("/categories/" + category + "/auditRefs").spliterator(), false)
                .map(reference -> report.at("/audits/" + reference.get("id").textValue()))
                .filter(audit ->
                        audit.get("score").isNumber() && audit.get("score").doubleValue() < 1)
                .map(audit -> audit.get("id") + " " + audit.path("details").path("items"))
                .toList();
    }

    // Chromium sometimes does not record the start of the navigation (NO_NAVSTART). Then there is nothing to audit.
    private JsonNode audit(String path, String... options) throws JsonProcessingException {
        for (int attempt = 1; ; attempt++) {
            try {
                return run(path, options);
            } catch (AssertionError e) {
                if (attempt == ATTEMPTS || !e.getMessage().contains("Runtime error encountered")) {
                    throw e;
                }
            }
        }
    }

    private JsonNode run(String path, String... options) throws JsonProcessingException {
        List<String> command = new ArrayList<>(List.of(
                lighthouse.toString(),
                TestStage.url() + path,
                "--port=" + browser.debuggingPort(),
                "--output=json",
                "--quiet",
                "--no-enable-error-reporting"));
        command.addAll(List.of(options));
        return new ObjectMapper().readTree(Program.run(folder, command));
    }
}
