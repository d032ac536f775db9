package messaging.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import messaging.monitor.Metrics.Transport;
import org.junit.jupiter.api.Test;

/** The number of live connections is stored periodically (S-WEB-2, S-FAULT-7). */
class ConnectionSamplerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final List<String> stored = new ArrayList<>();
    private boolean isDatabaseDown;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Metrics metrics = new Metrics();
    private final StatisticsService service = new StatisticsService(null) {
        @Override
        public void storeConnections(byte[] server, Instant now, int eventStreams, int webSockets) {
            if (isDatabaseDown) {
                throw new IllegalStateException("database down");
            }
            assertEquals(32, HexFormat.of().formatHex(server).length());
            stored.add(now + " " + eventStreams + " " + webSockets);
        }
    };
    private final ConnectionSampler sampler =
            new ConnectionSampler(metrics, service, clock, new BackgroundTasks(metrics, clock));

    @Test
    void connectionsOfBothTransportsAreStored() {
        metrics.liveConnections(Transport.SSE, () -> 2);
        metrics.liveConnections(Transport.WEBSOCKET, () -> 5);
        sampler.sample();
        assertEquals(List.of("2026-01-01T10:00:00Z 2 5"), stored);
    }

    @Test
    void stoppedServerHasNoConnections() {
        metrics.liveConnections(Transport.SSE, () -> 2);
        sampler.sampleNoConnections();
        assertEquals(List.of("2026-01-01T10:00:00Z 0 0"), stored);
    }

    @Test
    void failureDoesNotEndTheSamples() {
        isDatabaseDown = true;
        sampler.sample();
        isDatabaseDown = false;
        sampler.sample();
        assertEquals(List.of("2026-01-01T10:00:00Z 0 0"), stored);
    }
}
