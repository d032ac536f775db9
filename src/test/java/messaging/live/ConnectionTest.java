package messaging.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.sync.SyncToken;
import org.junit.jupiter.api.Test;

// S-PLUS-5
class ConnectionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final SyncToken TOKEN = SyncToken.at(NOW);
    private static final OutboundFrame PONG =
            OutboundFrame.of(ServerFrames.Pong.TYPE, new ServerFrames.Pong(ServerFrames.Pong.TYPE));

    private final RecordingConnection connection = new RecordingConnection(1, NOW.plusSeconds(60));

    @Test
    void changesDuringCatchUpAreNotedFromLowestVersion() {
        connection.sendChange(5, 12, PONG);
        connection.sendChange(5, 11, PONG);
        connection.sendChange(6, 3, PONG);
        assertEquals(List.of(), connection.types());
        assertEquals(Map.of(5L, 11L, 6L, 3L), connection.takeMissed());
        connection.sendChange(5, 12, PONG);
        assertEquals(List.of(), connection.types(), "the client has not received what it missed");
        connection.takeMissed();
        assertEquals(Map.of(), connection.takeMissed());
        connection.sendChange(5, 13, PONG);
        assertEquals(List.of("pong"), connection.types());
    }

    @Test
    void frameIsWrittenAfterPreviousOne() {
        connection.block();
        connection.send(PONG);
        connection.send(PONG);
        assertEquals(1, connection.frames.size());
        connection.unblock();
        assertEquals(2, connection.frames.size());
    }

    @Test
    void tooManyFramesEndConnectionAsSlow() {
        connection.block();
        // One frame is being written, the others wait.
        for (int i = 0; i <= Connection.MAX_QUEUED_FRAMES; i++) {
            connection.send(PONG);
        }
        assertTrue(connection.isOpen());
        connection.send(PONG);
        assertEquals(Optional.of(DisconnectReason.SLOW), connection.disconnectReason());
        connection.unblock();
        assertEquals(List.of("pong", "end"), connection.types());
        assertTrue(connection.isTransportClosed());
    }

    @Test
    void tooManyBytesEndConnectionAsSlow() {
        var large = OutboundFrame.of(
                ServerFrames.Pong.TYPE, new ServerFrames.Pong("x".repeat(Connection.MAX_QUEUED_BYTES / 2)));
        connection.block();
        connection.send(PONG);
        connection.send(large);
        assertTrue(connection.isOpen());
        connection.send(large);
        assertEquals(Optional.of(DisconnectReason.SLOW), connection.disconnectReason());
    }

    @Test
    void singleFrameOfAnySizeIsSent() {
        connection.block();
        connection.send(PONG);
        connection.send(OutboundFrame.of(
                ServerFrames.Pong.TYPE, new ServerFrames.Pong("x".repeat(2 * Connection.MAX_QUEUED_BYTES))));
        assertTrue(connection.isOpen());
    }

    @Test
    void endFrameHasTokenOfLastFrameWritten() {
        connection.send(OutboundFrame.at(TOKEN, ServerFrames.Pong.TYPE, new ServerFrames.Pong("pong")));
        connection.block();
        connection.send(OutboundFrame.at(
                SyncToken.at(NOW.plusSeconds(1)), ServerFrames.Pong.TYPE, new ServerFrames.Pong("pong")));
        connection.end(DisconnectReason.DRAINING);
        assertEquals(2, connection.frames.size());
        connection.unblock();
        var end = connection.json().get(2);
        assertEquals("draining", end.get("reason").textValue());
        assertEquals(
                SyncToken.at(NOW.plusSeconds(1)).toString(), end.get("resume").textValue());
    }

    @Test
    void endFrameIsLast() {
        connection.end(DisconnectReason.SIGNED_OUT);
        connection.send(PONG);
        connection.end(DisconnectReason.DRAINING);
        assertEquals(List.of("end"), connection.types());
        assertEquals("signed_out", connection.json().get(0).get("reason").textValue());
    }

    @Test
    void idleTaskRunsAfterQueuedFrames() {
        var calls = new ArrayList<Integer>();
        connection.block();
        connection.send(PONG);
        connection.send(PONG);
        connection.runWhenIdle(() -> calls.add(connection.frames.size()));
        assertEquals(List.of(), calls);
        connection.unblock();
        assertEquals(List.of(2), calls);
    }

    @Test
    void idleTaskDoesNotRunAfterEnd() {
        var calls = new ArrayList<Integer>();
        connection.block();
        connection.send(PONG);
        connection.runWhenIdle(() -> calls.add(1));
        connection.end(DisconnectReason.DRAINING);
        connection.unblock();
        assertEquals(List.of(), calls);
    }

    @Test
    void expiredTokenEndsConnection() {
        assertTrue(connection.checkLiveness(NOW.plusSeconds(59), Duration.ofDays(1)));
        assertTrue(connection.isOpen());
        assertTrue(connection.checkLiveness(NOW.plusSeconds(60), Duration.ofDays(1)));
        assertEquals("token_expired", connection.json().get(0).get("reason").textValue());
        assertFalse(connection.checkLiveness(NOW.plusSeconds(61), Duration.ofDays(1)), "it has been closed");
    }

    @Test
    void silentConnectionReceivesHeartbeat() {
        connection.checkLiveness(NOW, Duration.ofDays(1));
        assertEquals(List.of(), connection.types());
        connection.checkLiveness(NOW, Duration.ZERO);
        assertEquals(List.of("heartbeat"), connection.types());
    }
}
