package messaging.transport;

/**
 * The number of requests that may run at once. In an overload it follows the time that requests take to run: it falls while
 * they take more than {@link #TOLERANCE} times as long as on an unloaded server, since more of them then only wait for each
 * other, and rises while they take less.
 *
 * <p>This is the gradient algorithm of Netflix' concurrency-limits. Times are geometric means, so that a few slow requests
 * change little. Not thread-safe.
 */
final class ConcurrencyLimit {
    /** How many times as long as unloaded requests may run in an overload. */
    static final double TOLERANCE = 2;

    private static final int MIN_PER_PROCESSOR = 2;
    private static final double LARGEST_DECREASE = 0.5;
    private static final double LARGEST_INCREASE = 1.25;
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

    /** Tells whether a server is unloaded on which this many requests run. */
    boolean isUnloaded(int running) {
        return running <= processors;
    }

    /**
     * Records that a request has ended.
     *
     * @param nanos time for which it ran
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

    /** Starts an overload, at the lowest limit: from there it rises without having made a request slow. */
    void restrict() {
        limit = min;
        forget();
    }

    /** Ends an overload. */
    void lift() {
        limit = max;
        forget();
    }

    /** Adjusts the limit to the requests that ended since the last adjustment, if there were enough. For overloads. */
    void adjust() {
        if (samples < MIN_SAMPLES || Double.isNaN(unloaded)) {
            return;
        }
        if (limit <= min) {
            adapt();
        }
        var gradient = TOLERANCE * Math.exp(unloaded - sum / samples);
        limit *= Math.max(LARGEST_DECREASE, Math.min(LARGEST_INCREASE, gradient));
        limit = Math.max(min, Math.min(max, limit));
        forget();
    }

    // Requests that take long even at the lowest limit do not wait for each other: the database or the requests have
    // become
    // slower for good, and the overload would never end. In an overload no request runs unloaded, so the reference
    // follows here.
    private void adapt() {
        var implied = sum / samples - Math.log(TOLERANCE) / 2;
        unloaded += ADAPTATION * Math.max(0, implied - unloaded);
    }

    private void forget() {
        sum = 0;
        samples = 0;
    }
}
