package messaging.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import messaging.health.DrainStateMachine.Action;
import org.junit.jupiter.api.Test;

// S-K8S-2
class DrainStateMachineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final DrainStateMachine drain = new DrainStateMachine(Duration.ofSeconds(15));

    @Test
    void drainClosesConnectionsOnceAfterTheDelay() {
        assertEquals(Action.NONE, drain.advance(true, START));
        assertEquals(Action.NONE, drain.advance(true, START.plusMillis(14_999)));
        assertEquals(Action.CLOSE_CONNECTIONS, drain.advance(true, START.plusSeconds(15)));
        assertEquals(Action.NONE, drain.advance(true, START.plusSeconds(16)));
    }

    @Test
    void drainNeverCompletesWithoutTheFlag() {
        assertEquals(Action.NONE, drain.advance(false, START));
        assertEquals(Action.NONE, drain.advance(false, START.plusSeconds(60)));
    }

    @Test
    void removedFlagRestartsTheDelay() {
        assertEquals(Action.NONE, drain.advance(true, START));
        assertEquals(Action.NONE, drain.advance(false, START.plusSeconds(10)));
        assertEquals(Action.NONE, drain.advance(true, START.plusSeconds(20)));
        assertEquals(Action.NONE, drain.advance(true, START.plusSeconds(34)));
        assertEquals(Action.CLOSE_CONNECTIONS, drain.advance(true, START.plusSeconds(35)));
    }

    @Test
    void removedFlagAfterDrainAcceptsConnectionsOnce() {
        drain.advance(true, START);
        assertEquals(Action.CLOSE_CONNECTIONS, drain.advance(true, START.plusSeconds(15)));
        assertEquals(Action.ACCEPT_CONNECTIONS, drain.advance(false, START.plusSeconds(16)));
        assertEquals(Action.NONE, drain.advance(false, START.plusSeconds(17)));
        assertEquals(Action.NONE, drain.advance(true, START.plusSeconds(18)));
        assertEquals(Action.CLOSE_CONNECTIONS, drain.advance(true, START.plusSeconds(33)));
    }

    @Test
    void stopCompletesDrainWithoutDelay() {
        assertTrue(drain.complete());
        assertEquals(Action.NONE, drain.advance(false, START));
        assertEquals(Action.NONE, drain.advance(true, START.plusSeconds(60)));
    }

    @Test
    void stopAfterDrainChangesNothing() {
        drain.advance(true, START);
        assertEquals(Action.CLOSE_CONNECTIONS, drain.advance(true, START.plusSeconds(15)));
        assertFalse(drain.complete());
    }
}
