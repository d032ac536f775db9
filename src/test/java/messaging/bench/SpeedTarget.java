package messaging.bench;

/**
 * A bound on a figure.
 *
 * @param title what is bounded
 * @param isUpperBound whether the figure must not be larger
 * @param bound the largest or smallest good value
 * @param value as measured
 */
record SpeedTarget(String title, boolean isUpperBound, double bound, double value) {
    static SpeedTarget atMost(String title, double bound, double value) {
        return new SpeedTarget(title, true, bound, value);
    }

    static SpeedTarget atLeast(String title, double bound, double value) {
        return new SpeedTarget(title, false, bound, value);
    }

    boolean isMet() {
        return isUpperBound ? value <= bound : value >= bound;
    }
}
