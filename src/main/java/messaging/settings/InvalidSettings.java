package messaging.settings;

import java.util.List;

/** The environment holds values that the application can't start with. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says all faults in one line.
     *
     * @param faults one phrase for each bad or missing value, naming the variable
     */
    public InvalidSettings(List<String> faults) {
        super("Invalid configuration: " + String.join("; ", faults));
    }
}
