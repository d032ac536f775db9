package messaging.warmup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether the warm-up is over or has reached its time limit. */
@ApplicationScoped
class WarmUpState {
    @Inject
    private Clock clock;

    private volatile Instant end = Instant.MAX;

    /** Starts the time limit of the warm-up. */
    void start(Duration limit) {
        end = clock.instant().plus(limit);
    }

    /** Marks the warm-up as over. */
    void finish() {
        end = Instant.MIN;
    }

    /** Returns whether the warm-up is over or has reached its time limit; false until it has started. */
    boolean isOver() {
        return !clock.instant().isBefore(end);
    }
}
