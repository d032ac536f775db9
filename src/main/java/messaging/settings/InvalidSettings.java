package messaging.settings;

import java.util.List;

/** The environment has invalid or missing values. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error that lists all faults in one line.
     *
     * @param faults one phrase per invalid or missing value, with the name of the variable
     */
    public InvalidSettings(List<String> faults) {
        super("Invalid configuration: " + String.join("; ", faults));
    }
}
