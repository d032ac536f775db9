package messaging.monitor;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The admission of requests in Liberty's transport, which is outside the application, as it reports over JMX.
 *
 * @param running requests that run and count
 * @param longRunning requests that run for so long that they no longer count
 * @param waiting requests that wait
 * @param refused requests that were refused since the start
 */
record Admission(int running, int longRunning, int waiting, long refused) {
    private static final Logger LOG = Logger.getLogger(Admission.class.getName());
    private static final ObjectName NAME = name();

    /** Returns the current state; empty in a server without the extension of the transport. */
    static Optional<Admission> read() {
        var server = ManagementFactory.getPlatformMBeanServer();
        return server.isRegistered(NAME) ? read(server) : Optional.empty();
    }

    private static Optional<Admission> read(MBeanServer server) {
        try {
            return Optional.of(new Admission(
                    (int) server.getAttribute(NAME, "Running"),
                    (int) server.getAttribute(NAME, "LongRunning"),
                    (int) server.getAttribute(NAME, "Waiting"),
                    (long) server.getAttribute(NAME, "Refused")));
        } catch (JMException e) {
            LOG.log(Level.FINE, "The admission cannot be read", e);
            return Optional.empty();
        }
    }

    private static ObjectName name() {
        try {
            return new ObjectName("messaging:type=Admission");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
