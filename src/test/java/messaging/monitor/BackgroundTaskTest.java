package messaging.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// S-FAULT-7
class BackgroundTaskTest {
    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());

    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final Metrics metrics = new Metrics();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final BackgroundTasks tasks = new BackgroundTasks(metrics, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });
    private final BackgroundTask task = tasks.named("example");

    @BeforeEach
    void captureLog() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(handler);
    }

    @AfterEach
    void releaseLog() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    @Test
    void firstFailureWarnsWithStackTraceAndLaterOnesOnlyCount() {
        for (int i = 0; i < 3; i++) {
            assertFalse(task.run(BackgroundTaskTest::fail));
            now = now.plus(BackgroundTask.WARNING_INTERVAL);
        }
        assertEquals(List.of(Level.WARNING), levels());
        assertEquals(
                "Background task example failed; it will be retried",
                records.get(0).getMessage());
        assertEquals(IOException.class, records.get(0).getThrown().getClass());
        assertEquals(3, failures("example"));
    }

    @Test
    void recoveryIsLoggedOnceWithTheNumberOfFailedRuns() {
        task.run(BackgroundTaskTest::fail);
        task.run(BackgroundTaskTest::fail);
        assertTrue(task.run(() -> {}));
        assertTrue(task.run(() -> {}));
        assertEquals(List.of(Level.WARNING, Level.INFO), levels());
        assertEquals(2L, records.get(1).getParameters()[1]);
    }

    @Test
    void alternatingResultsWarnOncePerInterval() {
        for (int i = 0; i < 10; i++) {
            task.run(BackgroundTaskTest::fail);
            task.run(() -> {});
        }
        assertEquals(List.of(Level.WARNING, Level.INFO), levels());
        now = now.plus(BackgroundTask.WARNING_INTERVAL);
        task.run(BackgroundTaskTest::fail);
        assertEquals(List.of(Level.WARNING, Level.INFO, Level.WARNING), levels());
        assertEquals(11, failures("example"));
    }

    @Test
    void lastingFailureWarnsAfterTheInterval() {
        task.run(BackgroundTaskTest::fail);
        task.run(() -> {});
        task.run(BackgroundTaskTest::fail);
        now = now.plus(BackgroundTask.WARNING_INTERVAL).plus(Duration.ofSeconds(1));
        task.run(BackgroundTaskTest::fail);
        assertEquals(List.of(Level.WARNING, Level.INFO, Level.WARNING), levels());
    }

    @Test
    void errorIsReportedAndThrown() {
        var wrapped = task.wrap(() -> {
            throw new LinkageError("a class is missing");
        });
        assertThrows(LinkageError.class, wrapped::run);
        assertEquals(List.of(Level.WARNING), levels());
    }

    @Test
    void interruptionIsNotReported() {
        assertFalse(task.run(() -> {
            throw new InterruptedException();
        }));
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), levels());
    }

    @Test
    void sameNameReturnsSameTaskStartingAtZero() {
        assertSame(task, tasks.named("example"));
        tasks.named("other");
        assertEquals(0, failures("other"));
    }

    private double failures(String name) {
        return metrics.read().stream()
                .filter(snapshot -> snapshot.getMetadata().getName().equals("messaging_background_failures"))
                .map(CounterSnapshot.class::cast)
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .filter(point -> name.equals(point.getLabels().get("task")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .findFirst()
                .orElseThrow();
    }

    private List<Level> levels() {
        return records.stream().map(LogRecord::getLevel).toList();
    }

    private static void fail() throws IOException {
        throw new IOException("unavailable");
    }
}
