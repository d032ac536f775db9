package messaging.schema;

import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** The database was not reachable within the time limit of startup. */
public class DatabaseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param cause failure of the last attempt
     */
    public DatabaseUnreachable(Throwable cause) {
        super("Cannot connect to the database: " + describe(cause), cause);
    }

    // The driver's messages describe packets, and call a rejected certificate a communications failure.
    static String describe(Throwable cause) {
        var line = firstLine(cause);
        return tlsFailure(cause)
                .map(failure -> line + "; TLS failed, see DB_SSL_MODE: " + failure)
                .orElse(line);
    }

    /** Returns the root cause of a TLS failure; empty if something else failed. */
    private static Optional<String> tlsFailure(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .filter(e -> e instanceof SSLException || e instanceof GeneralSecurityException)
                .reduce((outer, inner) -> inner)
                .map(DatabaseUnreachable::firstLine);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
