package messaging.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import messaging.admin.StatisticsService;
import messaging.it.Deployments;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Samples of the servers' live connections are stored and deleted. */
// S-WEB-2
@ArquillianTest
@Tag("database")
class ConnectionSamplesIT {
    private static final byte[] ONE = "one of 16 bytes.".getBytes();
    private static final byte[] OTHER = "other, 16 bytes.".getBytes();
    private static final Instant MOMENT = Instant.parse("2003-05-03T10:55:00Z");

    @Inject
    private StatisticsService statistics;

    @Inject
    private Rows rows;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    private List<String> kept() {
        return rows.texts("SELECT CONCAT_WS(' ', sampled_at, server, event_streams, websockets) FROM connection_samples"
                + " WHERE sampled_at < '2004-01-01' ORDER BY sampled_at, server");
    }

    @Test
    void theLatestCountOfFiveMinutesIsKeptUntilNobodyCanAskForIt() {
        statistics.storeConnections(ONE, MOMENT, 7, 7);
        statistics.storeConnections(OTHER, MOMENT.plusSeconds(20), 0, 0);
        statistics.storeConnections(ONE, MOMENT.plus(Duration.ofMinutes(5)).minusNanos(1), 1, 2);
        statistics.storeConnections(ONE, MOMENT.plus(Duration.ofMinutes(5)), 3, 4);
        assertEquals(
                List.of(
                        "2003-05-03 10:55:00.000000 one of 16 bytes. 1 2",
                        "2003-05-03 10:55:00.000000 other, 16 bytes. 0 0",
                        "2003-05-03 11:00:00.000000 one of 16 bytes. 3 4"),
                kept());
        Instant lastDay = MOMENT.plus(Duration.ofDays(400));
        statistics.deleteSamples(lastDay);
        assertEquals(3, kept().size());
        statistics.deleteSamples(lastDay.plusSeconds(1));
        assertEquals(List.of("2003-05-03 11:00:00.000000 one of 16 bytes. 3 4"), kept());
        statistics.deleteSamples(lastDay.plus(Duration.ofDays(1)));
        assertEquals(List.of(), kept());
    }
}
