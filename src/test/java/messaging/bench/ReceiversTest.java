package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Messages are counted once for each connection, and their percentiles come from all connections (S-SPEED-1). */
class ReceiversTest {
    private static final int CONNECTIONS = 20;
    private static final int TIMEOUT_SECONDS = 20;
    private static final int SIZE = 100_000;

    @Test
    void everyConnectionReceivesEachMessageOnce() throws Exception {
        try (var sender = new LoopbackSender();
                var receivers = new Receivers(sender.port(), Collections.nCopies(CONNECTIONS, ""))) {
            sender.accept(CONNECTIONS);
            for (int number : new int[] {1, 2, 10}) {
                receivers.expect(number, System.nanoTime());
                // More than one read, so the marker may be cut in two.
                sender.send(number, SIZE);
                assertTrue(receivers.await(number, TIMEOUT_SECONDS));
                sender.send(number, SIZE);
            }
            receivers.expect(11, System.nanoTime());
            sender.send(11, 0);
            assertTrue(receivers.await(11, TIMEOUT_SECONDS));
            assertEquals(4 * CONNECTIONS, receivers.takeLatency().getTotalCount());
            assertEquals(0, receivers.takeLatency().getTotalCount());
        }
    }

    @Test
    void latencyCountsFromTheDueTime() throws Exception {
        long second = 1_000_000_000;
        try (var sender = new LoopbackSender();
                var receivers = new Receivers(sender.port(), Collections.nCopies(CONNECTIONS, ""))) {
            sender.accept(CONNECTIONS);
            receivers.expect(1, System.nanoTime() - second);
            sender.send(1, 0);
            assertTrue(receivers.await(1, TIMEOUT_SECONDS));
            assertTrue(receivers.takeLatency().getValueAtPercentile(1) >= second / 1_000);
        }
    }
}
