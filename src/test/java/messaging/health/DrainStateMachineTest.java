package messaging.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import messaging.health.DrainStateMachine.Step;
import org.junit.jupiter.api.Test;

// S-K8S-2
class DrainStateMachineTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final DrainStateMachine course = new DrainStateMachine(Duration.ofSeconds(15));

    @Test
    void isOverOnceTheDelayHasPassedAndSaysSoOnce() {
        assertEquals(Step.NOTHING, course.go(true, BEGIN));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusMillis(14_999)));
        assertEquals(Step.ENDS, course.go(true, BEGIN.plusSeconds(15)));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusSeconds(16)));
    }

    @Test
    void neverIsOverWithoutTheFlag() {
        assertEquals(Step.NOTHING, course.go(false, BEGIN));
        assertEquals(Step.NOTHING, course.go(false, BEGIN.plusSeconds(60)));
    }

    @Test
    void beginsAnewWhenTheFlagWasTakenBack() {
        assertEquals(Step.NOTHING, course.go(true, BEGIN));
        assertEquals(Step.NOTHING, course.go(false, BEGIN.plusSeconds(10)));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusSeconds(20)));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusSeconds(34)));
        assertEquals(Step.ENDS, course.go(true, BEGIN.plusSeconds(35)));
    }

    @Test
    void isTakenBackOnceItWasOver() {
        course.go(true, BEGIN);
        assertEquals(Step.ENDS, course.go(true, BEGIN.plusSeconds(15)));
        assertEquals(Step.TAKEN_BACK, course.go(false, BEGIN.plusSeconds(16)));
        assertEquals(Step.NOTHING, course.go(false, BEGIN.plusSeconds(17)));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusSeconds(18)));
        assertEquals(Step.ENDS, course.go(true, BEGIN.plusSeconds(33)));
    }

    @Test
    void isOverAtOnceWhenTheServerStops() {
        assertTrue(course.endNow());
        assertEquals(Step.NOTHING, course.go(false, BEGIN));
        assertEquals(Step.NOTHING, course.go(true, BEGIN.plusSeconds(60)));
    }

    @Test
    void saysNothingMoreWhenItStopsAfterTheDrain() {
        course.go(true, BEGIN);
        assertEquals(Step.ENDS, course.go(true, BEGIN.plusSeconds(15)));
        assertFalse(course.endNow());
    }
}
