package messaging.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a drain has come: begun with the flag, over after a delay, begun anew when the flag was taken back. */
final class DrainCourse {
    private final Duration delay;
    private Optional<Instant> begin = Optional.empty();
    private boolean over;

    DrainCourse(Duration delay) {
        this.delay = delay;
    }

    /**
     * Takes note of the flag.
     *
     * @return true once for each drain: when the delay has passed
     */
    synchronized boolean isOver(boolean flagged, Instant now) {
        if (!flagged) {
            begin = Optional.empty();
            over = false;
            return false;
        }
        if (begin.isEmpty()) {
            begin = Optional.of(now);
        }
        if (over || now.isBefore(begin.get().plus(delay))) {
            return false;
        }
        over = true;
        return true;
    }

    /**
     * Ends it without any delay.
     *
     * @return true unless it was over already
     */
    synchronized boolean isOverNow() {
        var first = !over;
        over = true;
        return first;
    }
}
