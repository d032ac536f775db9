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
 * The database connection pool, as Liberty reports it over JMX.
 *
 * @param used connections in use
 * @param idle idle connections
 * @param max maximum number of connections
 */
record ConnectionPool(long used, long idle, long max) {
    private static final Logger LOG = Logger.getLogger(ConnectionPool.class.getName());
    private static final ObjectName POOLS = pools();

    /** Returns the pool's current state; empty before the first connection. */
    static Optional<ConnectionPool> read() {
        var server = ManagementFactory.getPlatformMBeanServer();
        return server.queryNames(POOLS, null).stream().findFirst().flatMap(name -> read(server, name));
    }

    private static Optional<ConnectionPool> read(MBeanServer server, ObjectName name) {
        try {
            var size = (long) server.getAttribute(name, "Size");
            var idle = (long) server.getAttribute(name, "Available");
            return Optional.of(new ConnectionPool(size - idle, idle, (long) server.getAttribute(name, "MaxSize")));
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Cannot read the state of the connection pool", e);
            return Optional.empty();
        }
    }

    private static ObjectName pools() {
        try {
            return new ObjectName(
                    "WebSphere:type=com.ibm.ws.jca.cm.mbean.ConnectionManagerMBean,jndiName=jdbc/messaging,*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
