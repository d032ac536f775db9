package messaging.warmup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether the server is warm, or has tried to be for long enough. */
@ApplicationScoped
class WarmUpState {
    @Inject
    private Clock clock;

    private volatile Instant end = Instant.MAX;

    /** Starts the time that the warm-up may take. */
    void start(Duration limit) {
        end = clock.instant().plus(limit);
    }

    /** The warm-up is over. */
    void finish() {
        end = Instant.MIN;
    }

    /** Returns whether the warm-up is over or its time is up; false until it has started. */
    boolean isOver() {
        return !clock.instant().isBefore(end);
    }
}
