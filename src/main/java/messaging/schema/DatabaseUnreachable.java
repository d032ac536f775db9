package messaging.schema;

/** The database took no connection for as long as the start may wait. */
public class DatabaseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Gives up.
     *
     * @param cause what the last try met
     */
    public DatabaseUnreachable(Throwable cause) {
        super("The database can't be reached: " + firstLine(cause), cause);
    }

    // The driver's messages go on about packets; whoever reads this needs the one line.
    static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
