package messaging.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians, spreads and ratios of repetitions (S-SPEED-1). */
class StatisticsTest {
    @Test
    void medianIsTheMiddleValue() {
        assertEquals(3, Statistics.median(List.of(9.0, 1.0, 3.0)));
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void medianNeedsAValue() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
    }

    @Test
    void spreadIsTheRangeAsAShareOfTheMedian() {
        assertEquals(0.5, Statistics.spread(List.of(100.0, 80.0, 130.0)));
    }

    @Test
    void spreadOfZerosIsZero() {
        assertEquals(0, Statistics.spread(List.of(0.0, 0.0)));
    }

    // A machine that slows down for a while slows down both sides of a pair.
    @Test
    void ratioComparesNeighborsInTime() {
        assertEquals(0.5, Statistics.ratio(List.of(50.0, 10.0, 40.0), List.of(100.0, 20.0, 80.0)));
    }
}
