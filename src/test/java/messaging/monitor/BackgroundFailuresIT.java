package messaging.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import messaging.it.ApiRequest;
import messaging.it.Eventually;
import messaging.it.ServerLog;
import messaging.it.Sql;
import messaging.it.TestStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Background work that fails is reported (S-FAULT-7). */
@Tag("database")
class BackgroundFailuresIT {
    @ParameterizedTest
    @CsvSource({"connection_samples,connection_samples", "change_poll,participants"})
    void failureIsLoggedAndCountedUntilRecovery(String task, String table) {
        var failed = "Background task " + task + " failed";
        var log = new ServerLog();
        var before = failures(task);
        Sql.run("RENAME TABLE " + table + " TO " + table + "_away");
        try {
            Eventually.holds(() -> failures(task) > before);
            Eventually.holds(() -> log.text().contains(failed));
        } finally {
            Sql.run("RENAME TABLE " + table + "_away TO " + table);
        }
        Eventually.holds(() -> log.text().contains("Background task " + task + " recovered"));
        // The stack trace follows the warning.
        var text = log.text();
        assertTrue(text.indexOf("PersistenceException", text.indexOf(failed)) > 0, text);
        assertEquals(text.indexOf(failed), text.lastIndexOf(failed));
    }

    private static double failures(String task) {
        var metrics = ApiRequest.to("GET", TestStage.url() + "metrics").send().expect(200);
        var counter = Pattern.compile("(?m)^messaging_background_failures_total\\{task=\"" + task + "\"} (\\S+)$")
                .matcher(metrics.text());
        assertTrue(counter.find(), metrics::text);
        return Double.parseDouble(counter.group(1));
    }
}
