package messaging.schema;

import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** The database took no connection for as long as the start may wait. */
public class DatabaseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Gives up.
     *
     * @param cause what the last try met
     */
    public DatabaseUnreachable(Throwable cause) {
        super("The database can't be reached: " + describe(cause), cause);
    }

    // The driver's messages go on about packets, and call a certificate that it rejects a communications failure.
    static String describe(Throwable cause) {
        var line = firstLine(cause);
        return tlsFailure(cause)
                .map(failure -> line + "; TLS failed, see DB_SSL_MODE: " + failure)
                .orElse(line);
    }

    /** Returns the innermost reason for which TLS failed; empty if something else failed. */
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
