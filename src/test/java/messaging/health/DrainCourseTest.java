package messaging.health;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

// S-K8S-2
class DrainCourseTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final DrainCourse course = new DrainCourse(Duration.ofSeconds(15));

    @Test
    void isOverOnceTheDelayHasPassedAndSaysSoOnce() {
        assertFalse(course.isOver(true, BEGIN));
        assertFalse(course.isOver(true, BEGIN.plusMillis(14_999)));
        assertTrue(course.isOver(true, BEGIN.plusSeconds(15)));
        assertFalse(course.isOver(true, BEGIN.plusSeconds(16)));
    }

    @Test
    void neverIsOverWithoutTheFlag() {
        assertFalse(course.isOver(false, BEGIN));
        assertFalse(course.isOver(false, BEGIN.plusSeconds(60)));
    }

    @Test
    void beginsAnewWhenTheFlagWasTakenBack() {
        assertFalse(course.isOver(true, BEGIN));
        assertFalse(course.isOver(false, BEGIN.plusSeconds(10)));
        assertFalse(course.isOver(true, BEGIN.plusSeconds(20)));
        assertFalse(course.isOver(true, BEGIN.plusSeconds(34)));
        assertTrue(course.isOver(true, BEGIN.plusSeconds(35)));
    }

    @Test
    void isOverAtOnceWhenTheServerStops() {
        assertTrue(course.isOverNow());
        assertFalse(course.isOverNow());
    }

    @Test
    void saysNothingMoreWhenItStopsAfterTheDrain() {
        course.isOver(true, BEGIN);
        assertTrue(course.isOver(true, BEGIN.plusSeconds(15)));
        assertFalse(course.isOverNow());
    }
}
