package messaging.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import messaging.monitor.Metrics.Transport;
import org.junit.jupiter.api.Test;

// S-RUN-6
class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void requestsAreCountedByRouteAndStatus() throws IOException {
        metrics.recordRequest("GET", "/api/v1/users/", 200, Duration.ofMillis(20));
        metrics.recordRequest("GET", "/api/v1/users/", 200, Duration.ofMillis(600));
        metrics.recordRequest("GET", "/api/v1/users/", 403, Duration.ofMillis(1));
        assertEquals("2", value("http_server_request_duration_seconds_count", "GET", "200"));
        assertEquals("1", value("http_server_request_duration_seconds_count", "GET", "403"));
        assertEquals("0.62", value("http_server_request_duration_seconds_sum", "GET", "200"));
    }

    // A client that chooses label values could fill the memory.
    @Test
    void unknownMethodsShareALabel() throws IOException {
        for (int i = 0; i < 100; i++) {
            metrics.recordRequest("METHOD" + i, "/", 405, Duration.ZERO);
        }
        assertEquals("100", value("http_server_request_duration_seconds_count", "other", "405"));
        assertFalse(text().contains("METHOD"));
    }

    @Test
    void messagesAndLiveConnectionsAreCounted() throws IOException {
        metrics.messageSent();
        metrics.liveConnections(Transport.SSE, () -> 1);
        metrics.messageDelivered(Duration.ofMillis(-5));
        var text = text();
        assertTrue(text.contains("\nmessaging_messages_sent_total 1.0\n"), text);
        assertTrue(text.contains("\nmessaging_live_connections{transport=\"sse\"} 1.0\n"), text);
        assertTrue(text.contains("\nmessaging_live_connections{transport=\"websocket\"} 0.0\n"), text);
        assertTrue(text.contains("\nmessaging_delivery_delay_seconds_sum 0.0\n"), text);
    }

    // S-K8S-2
    @Test
    void warmUpIsReported() throws IOException {
        assertTrue(text().contains("\nmessaging_warm_up_seconds 0.0\n"));
        metrics.recordWarmUp(Duration.ofMillis(2_500));
        assertTrue(text().contains("\nmessaging_warm_up_seconds 2.5\n"));
    }

    @Test
    void jvmMetricsAreReported() throws IOException {
        assertTrue(text().contains("\njvm_memory_used_bytes{area=\"heap\"} "));
    }

    private String value(String metric, String method, String status) throws IOException {
        return text().lines()
                .filter(line -> line.startsWith(metric + "{method=\"" + method + "\"")
                        && line.contains("status=\"" + status + "\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }

    private String text() throws IOException {
        var out = new ByteArrayOutputStream();
        ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, metrics.read());
        return out.toString(StandardCharsets.UTF_8);
    }
}
