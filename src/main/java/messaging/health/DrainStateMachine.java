package messaging.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a drain has come: begun with the flag, over after a delay, begun anew when the flag was taken back. */
final class DrainStateMachine {
    private final Duration delay;
    private Optional<Instant> begin = Optional.empty();
    private boolean over;
    private boolean stopping;

    DrainStateMachine(Duration delay) {
        this.delay = delay;
    }

    /** What follows from a look at the flag. */
    enum Step {
        /** Live connections go on as before. */
        NOTHING,
        /** The delay has passed: live connections end. Once for each drain. */
        ENDS,
        /** The flag was taken back after that: live connections are welcome again. */
        TAKEN_BACK
    }

    /** Takes note of the flag. */
    synchronized Step go(boolean flagged, Instant now) {
        // From there nothing leads back.
        if (stopping) {
            return Step.NOTHING;
        }
        if (!flagged) {
            begin = Optional.empty();
            var step = over ? Step.TAKEN_BACK : Step.NOTHING;
            over = false;
            return step;
        }
        if (begin.isEmpty()) {
            begin = Optional.of(now);
        }
        if (over || now.isBefore(begin.get().plus(delay))) {
            return Step.NOTHING;
        }
        over = true;
        return Step.ENDS;
    }

    /**
     * Ends it without any delay.
     *
     * @return true unless it was over already
     */
    synchronized boolean endNow() {
        stopping = true;
        return !over;
    }
}
