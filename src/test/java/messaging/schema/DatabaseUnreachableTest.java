package messaging.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The message of a startup that cannot connect to its database. */
class DatabaseUnreachableTest {
    @Test
    void messageIsTheFirstLine() {
        var failure = new SQLException("Communications link failure\n\nThe last packet was sent 0 milliseconds ago.");
        assertEquals(
                "Cannot connect to the database: Communications link failure",
                new DatabaseUnreachable(failure).getMessage());
    }

    @Test
    void messageNamesTheReasonForWhichTlsFailed() {
        var certificate = new CertificateException("Server identity verification failed.");
        var handshake = new SSLHandshakeException("handshake");
        handshake.initCause(certificate);
        var failure = new SQLException("Communications link failure\n\nThe last packet", handshake);
        assertEquals(
                "Cannot connect to the database: Communications link failure; TLS failed, see DB_SSL_MODE:"
                        + " Server identity verification failed.",
                new DatabaseUnreachable(failure).getMessage());
    }

    @Test
    void messageWithoutTextStaysEmpty() {
        assertEquals("Cannot connect to the database: null", new DatabaseUnreachable(new SQLException()).getMessage());
    }
}
