package messaging.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The state of a drain: started by the flag, completed after a delay, reset when the flag is removed. */
final class DrainStateMachine {
    private final Duration delay;
    private Optional<Instant> start = Optional.empty();
    private boolean completed;
    private boolean stopping;

    DrainStateMachine(Duration delay) {
        this.delay = delay;
    }

    /** The action to take after a check of the flag. */
    enum Action {
        /** No change. */
        NONE,
        /** The delay has passed: close live connections. Returned once per drain. */
        CLOSE_CONNECTIONS,
        /** The flag was removed after that: accept live connections again. */
        ACCEPT_CONNECTIONS
    }

    /** Advances the state by one check of the flag. */
    synchronized Action advance(boolean isFlagSet, Instant now) {
        // A stop cannot be undone.
        if (stopping) {
            return Action.NONE;
        }
        if (!isFlagSet) {
            start = Optional.empty();
            var action = completed ? Action.ACCEPT_CONNECTIONS : Action.NONE;
            completed = false;
            return action;
        }
        if (start.isEmpty()) {
            start = Optional.of(now);
        }
        if (completed || now.isBefore(start.get().plus(delay))) {
            return Action.NONE;
        }
        completed = true;
        return Action.CLOSE_CONNECTIONS;
    }

    /**
     * Completes the drain without a delay.
     *
     * @return false if it was already completed
     */
    synchronized boolean complete() {
        stopping = true;
        return !completed;
    }
}
