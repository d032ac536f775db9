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
import org.junit.jupiter.api.Test;

/** Background work that fails is reported (S-FAULT-7). */
@Tag("database")
class BackgroundFailuresIT {
    private static final String FAILED = "Background task connection_samples failed";
    private static final String RECOVERED = "Background task connection_samples recovered";
    private static final Pattern COUNTER =
            Pattern.compile("(?m)^messaging_background_failures_total\\{task=\"connection_samples\"} (\\S+)$");

    @Test
    void failureIsLoggedCountedAndFollowedByRecovery() {
        var log = new ServerLog();
        var before = failures();
        Sql.run("RENAME TABLE connection_samples TO connection_samples_away");
        try {
            Eventually.holds(() -> failures() > before);
            Eventually.holds(() -> log.text().contains(FAILED));
        } finally {
            Sql.run("RENAME TABLE connection_samples_away TO connection_samples");
        }
        Eventually.holds(() -> log.text().contains(RECOVERED));
        // The stack trace follows the warning.
        var text = log.text();
        assertTrue(text.indexOf("PersistenceException", text.indexOf(FAILED)) > 0, text);
        assertEquals(text.indexOf(FAILED), text.lastIndexOf(FAILED));
    }

    private static double failures() {
        var metrics = ApiRequest.to("GET", TestStage.url() + "metrics").send().expect(200);
        var counter = COUNTER.matcher(metrics.text());
        assertTrue(counter.find(), metrics::text);
        return Double.parseDouble(counter.group(1));
    }
}
