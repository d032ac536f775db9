package messaging.bench;

import java.util.List;

/**
 * How long and what to measure.
 *
 * @param quick whether the run must end within 10 minutes
 * @param only texts of which a case's name must contain one; empty for all cases
 */
record Options(boolean quick, List<String> only) {
    static final int SENDS_PER_SECOND = 5;

    private static final String ONLY = "--only=";

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException for an unknown argument
     */
    static Options parse(List<String> arguments) {
        var quick = false;
        List<String> only = List.of();
        for (var argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.startsWith(ONLY)) {
                only = List.of(argument.substring(ONLY.length()).split(","));
            } else {
                throw new IllegalArgumentException("Unknown argument: " + argument);
            }
        }
        return new Options(quick, only);
    }

    boolean includes(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::contains);
    }

    /** Measurements of each side; the table has their median. */
    int repetitions() {
        return 5;
    }

    int seconds() {
        return quick ? 1 : 4;
    }

    int latencySeconds() {
        return quick ? 1 : 4;
    }

    /** Longest warm-up of one side, if throughput and compilation do not settle before. */
    int warmUpSeconds(boolean isFirstOfKind) {
        if (quick) {
            return isFirstOfKind ? 30 : 5;
        }
        return isFirstOfKind ? 120 : 30;
    }

    /** Messages sent to the listeners in each repetition. */
    int deliveries() {
        return quick ? 10 : 50;
    }

    int overloadSeconds() {
        return quick ? 10 : 20;
    }
}
