package messaging.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what server, database and this process have used so far. */
final class Meter implements AutoCloseable {
    private static final Set<String> WORK = Set.of(
            "Com_select",
            "Com_insert",
            "Com_insert_select",
            "Com_update",
            "Com_update_multi",
            "Com_delete",
            "Com_delete_multi",
            "Com_replace",
            "Com_call_procedure");
    private static final Set<String> TRANSACTION =
            Set.of("Com_begin", "Com_commit", "Com_rollback", "Com_savepoint", "Com_set_option");

    private final long server;
    private final long database;
    private final Connection connection;
    private final JMXConnector connector;
    private final com.sun.management.ThreadMXBean threads;
    private final CompilationMXBean compiler;
    private final Map<Long, Long> allocated = new HashMap<>();

    /**
     * Attaches to the server's Java process and signs in at the database.
     *
     * @param server process id
     * @param database process id
     * @param url of the database, with an account that may read its counters
     * @param password of {@code root}
     */
    Meter(long server, long database, String url, String password)
            throws IOException, SQLException, AttachNotSupportedException {
        this.server = server;
        this.database = database;
        connection = DriverManager.getConnection(url, "root", password);
        var machine = VirtualMachine.attach(Long.toString(server));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagementFactory.THREAD_MXBEAN_NAME,
                com.sun.management.ThreadMXBean.class);
        compiler = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagementFactory.COMPILATION_MXBEAN_NAME,
                CompilationMXBean.class);
    }

    /** Returns how many milliseconds the server has compiled its code so far. */
    long compilationMillis() {
        return compiler.getTotalCompilationTime();
    }

    /** Reads all counters. */
    Reading read() throws SQLException {
        long statements = 0;
        long transactions = 0;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com\\_%'")) {
            while (rows.next()) {
                if (WORK.contains(rows.getString(1))) {
                    statements += rows.getLong(2);
                } else if (TRANSACTION.contains(rows.getString(1))) {
                    transactions += rows.getLong(2);
                }
            }
        }
        return new Reading(
                System.nanoTime() / 1e6,
                ProcessStat.cpuMillis(server),
                ProcessStat.cpuMillis(database),
                ProcessStat.cpuMillis(ProcessHandle.current().pid()),
                allocated(),
                statements,
                transactions);
    }

    // The allocation of a thread after the last reading before its end is missing.
    private long allocated() {
        var ids = threads.getAllThreadIds();
        var bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocated.merge(ids[i], Math.max(0, bytes[i]), Math::max);
        }
        return allocated.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() throws IOException, SQLException {
        connector.close();
        connection.close();
    }
}
