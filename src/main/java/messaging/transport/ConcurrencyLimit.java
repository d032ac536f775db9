package messaging.transport;

/**
 * The number of requests that may run at once. In an overload it follows the running times of requests: it decreases
 * while they are more than {@link #TOLERANCE} times as long as on an unloaded server, since more requests then only
 * wait for each other, and increases while they are shorter.
 *
 * <p>This is the gradient algorithm of Netflix' concurrency-limits. Times are geometric means, so that a few slow
 * requests change little. Not thread-safe.
 */
final class ConcurrencyLimit {
    /** Maximum ratio of running times in an overload to those on an unloaded server. */
    static final double TOLERANCE = 2;

    private static final int MIN_PER_PROCESSOR = 2;
    private static final double MAX_DECREASE = 0.5;
    private static final double MAX_INCREASE = 1.25;
    private static final double SMOOTHING = 0.02;
    private static final double ADAPTATION = 0.05;
    private static final int MIN_SAMPLES = 10;

    private final int processors;
    private final int min;
    private final int max;
    private double limit;

    // Logarithms of nanoseconds.
    private double unloaded = Double.NaN;
    private double sum;
    private int samples;

    /**
     * Creates the limit of a server that is not overloaded.
     *
     * @param processors number of requests that can run without waiting for each other
     * @param max the limit outside of overloads
     */
    ConcurrencyLimit(int processors, int max) {
        this.processors = processors;
        this.max = max;
        min = Math.min(max, MIN_PER_PROCESSOR * processors);
        limit = max;
    }

    /** Returns how many requests may run at once. */
    int value() {
        return (int) limit;
    }

    /** Returns the limit outside of overloads. */
    int max() {
        return max;
    }

    /** Returns whether a server with this many running requests is unloaded. */
    boolean isUnloaded(int running) {
        return running <= processors;
    }

    /**
     * Records the end of a request.
     *
     * @param nanos its running time in nanoseconds
     * @param wasUnloaded whether the server was unloaded when the request started
     */
    void record(long nanos, boolean wasUnloaded) {
        var time = Math.log(Math.max(1, nanos));
        if (wasUnloaded) {
            unloaded = Double.isNaN(unloaded) ? time : unloaded + SMOOTHING * (time - unloaded);
        }
        sum += time;
        samples++;
    }

    /** Starts an overload at the lowest limit, from which it increases without slowing requests down first. */
    void restrict() {
        limit = min;
        forget();
    }

    /** Ends an overload. */
    void lift() {
        limit = max;
        forget();
    }

    /** Adjusts the limit in an overload to the requests that ended since the last adjustment, if there were enough. */
    void adjust() {
        if (samples < MIN_SAMPLES || Double.isNaN(unloaded)) {
            return;
        }
        if (limit <= min) {
            adapt();
        }
        var gradient = TOLERANCE * Math.exp(unloaded - sum / samples);
        limit *= Math.max(MAX_DECREASE, Math.min(MAX_INCREASE, gradient));
        limit = Math.max(min, Math.min(max, limit));
        forget();
    }

    // Requests that are slow even at the lowest limit do not wait for each other: the database or the requests have
    // become permanently slower, and the overload would never end. No request runs unloaded during an overload, so the
    // reference is updated here.
    private void adapt() {
        var implied = sum / samples - Math.log(TOLERANCE) / 2;
        unloaded += ADAPTATION * Math.max(0, implied - unloaded);
    }

    private void forget() {
        sum = 0;
        samples = 0;
    }
}
