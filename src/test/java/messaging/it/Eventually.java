package messaging.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits with Awaitility for as long as a slow machine may need: the one place for that timeout. */
public final class Eventually {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(25);

    private Eventually() {}

    /** Returns once the condition holds; fails after some minutes. */
    public static void holds(Callable<Boolean> condition) {
        holds("the condition", condition);
    }

    /**
     * Returns once the condition holds; fails after some minutes.
     *
     * @param description the condition in words, for the failure
     */
    public static void holds(String description, Callable<Boolean> condition) {
        await(description)
                .atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .pollInSameThread()
                .until(condition);
    }
}
