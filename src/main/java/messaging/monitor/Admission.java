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
 * The state of request admission in Liberty's transport, which runs outside the application and reports over JMX.
 *
 * @param running running requests that count towards the limit
 * @param longRunning requests that have run for so long that they no longer count
 * @param waiting waiting requests
 * @param refused requests refused since startup
 */
record Admission(int running, int longRunning, int waiting, long refused) {
    private static final Logger LOG = Logger.getLogger(Admission.class.getName());
    private static final ObjectName NAME = name();

    /** Returns the current state; empty in a server without the transport extension. */
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
            LOG.log(Level.WARNING, "Cannot read the state of request admission", e);
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
