package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// S-FAULT-7
class LiveExecutorTest {
    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());

    private final BackgroundTasks tasks = new BackgroundTasks(new Metrics(), Clock.systemUTC());
    private final LiveExecutor executor = new LiveExecutor(Runnable::run, tasks);
    private final List<String> calls = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            levels.add(line.getLevel());
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
    void failedTaskIsReportedUntilRecovery() {
        executor.run(this::fail, () -> calls.add("failed"));
        executor.run(this::fail, () -> calls.add("failed again"));
        executor.run(() -> calls.add("delivered"), () -> calls.add("not called"));
        assertEquals(List.of("failed", "failed again", "delivered"), calls);
        assertEquals(List.of(Level.WARNING, Level.INFO), levels);
    }

    @Test
    void errorIsReportedAndCallsFailureHandler() {
        assertThrows(
                StackOverflowError.class,
                () -> executor.run(
                        () -> {
                            throw new StackOverflowError();
                        },
                        () -> calls.add("failed")));
        assertEquals(List.of("failed"), calls);
        assertEquals(List.of(Level.WARNING), levels);
    }

    @Test
    void rejectedTaskCallsFailureHandler() {
        var stopping = new LiveExecutor(
                task -> {
                    throw new RejectedExecutionException();
                },
                tasks);
        stopping.run(() -> calls.add("not called"), () -> calls.add("rejected"));
        assertEquals(List.of("rejected"), calls);
        assertTrue(levels.isEmpty());
    }

    private void fail() {
        throw new IllegalStateException("database");
    }
}
