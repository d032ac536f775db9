package messaging.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of concurrent requests depends on how long they run. */
class ConcurrencyLimitTest { // S-SPEED-6
    private static final int PROCESSORS = 2;
    private static final int LOWEST = 4;
    private static final int HIGHEST = 32;
    private static final long UNLOADED = 1_000_000;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(PROCESSORS, HIGHEST);

    @BeforeEach
    void learn() {
        for (int i = 0; i < 100; i++) {
            limit.record(UNLOADED, true);
        }
        limit.lift();
    }

    private int adjust(long nanos) {
        for (int i = 0; i < 100; i++) {
            limit.record(nanos, false);
        }
        limit.adjust();
        return limit.value();
    }

    @Test
    void isHighestWithoutOverload() {
        assertEquals(HIGHEST, limit.value());
        assertEquals(HIGHEST, limit.max());
        assertTrue(limit.isUnloaded(PROCESSORS));
        assertFalse(limit.isUnloaded(PROCESSORS + 1));
    }

    @Test
    void overloadStartsAtTheLowestAndEndsAtTheHighest() {
        limit.restrict();
        assertEquals(LOWEST, limit.value());
        limit.lift();
        assertEquals(HIGHEST, limit.value());
    }

    @Test
    void risesWhileRequestsRunAlmostAsFastAsUnloaded() {
        limit.restrict();
        for (int i = 0; i < 20; i++) {
            adjust(UNLOADED);
        }
        assertEquals(HIGHEST, limit.value());
    }

    @Test
    void fallsWhileRequestsWaitForEachOther() {
        assertTrue(adjust(UNLOADED * 3) < HIGHEST);
        for (int i = 0; i < 20; i++) {
            adjust(UNLOADED * 3);
        }
        assertEquals(LOWEST, limit.value());
    }

    @Test
    void risesAgainIfRequestsStaySlowAtTheLowest() {
        limit.restrict();
        for (int i = 0; i < 10; i++) {
            assertEquals(LOWEST, adjust(UNLOADED * 10));
        }
        for (int i = 0; i < 1_000; i++) {
            adjust(UNLOADED * 10);
        }
        assertEquals(HIGHEST, limit.value());
    }

    @Test
    void staysWhereRequestsTakeTwiceAsLong() {
        adjust(UNLOADED * 3);
        int before = limit.value();
        assertEquals(before, adjust((long) (UNLOADED * ConcurrencyLimit.TOLERANCE)));
    }

    @Test
    void fewSlowRequestsChangeLittle() {
        limit.restrict();
        limit.record(UNLOADED * 100, false);
        assertTrue(adjust(UNLOADED) > LOWEST);
    }

    @Test
    void fewRequestsChangeNothing() {
        limit.restrict();
        limit.record(UNLOADED, false);
        limit.adjust();
        assertEquals(LOWEST, limit.value());
    }

    @Test
    void withoutAnUnloadedRequestItStaysAtTheLowest() {
        var unknown = new ConcurrencyLimit(PROCESSORS, HIGHEST);
        unknown.restrict();
        for (int i = 0; i < 100; i++) {
            unknown.record(UNLOADED, false);
        }
        unknown.adjust();
        assertEquals(LOWEST, unknown.value());
    }
}
