package messaging.bench;

import java.util.List;

/** Median and spread of a few repetitions. */
final class Statistics {
    private Statistics() {}

    /**
     * Returns the middle value, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException without any value
     */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No values");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the distance between the largest and the smallest value, as a share of the median. */
    static double spread(List<Double> values) {
        var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        double median = median(values);
        return median == 0 ? 0 : (summary.getMax() - summary.getMin()) / median;
    }

    /** Returns the median of the quotients of the values at the same position. */
    static double ratio(List<Double> values, List<Double> references) {
        return median(java.util.stream.IntStream.range(0, Math.min(values.size(), references.size()))
                .mapToObj(i -> values.get(i) / references.get(i))
                .toList());
    }
}
