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
        super("The database can't be reached: " + cause.getMessage(), cause);
    }
}
