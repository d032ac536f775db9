package messaging.it;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Measures how much memory the stage's server allocates, by the JVM's own counters. */
public final class Allocation implements AutoCloseable {
    private static final double KIBIBYTE = 1_024;

    private final JMXConnector connector;
    private final ThreadMXBean threads;

    /** Attaches to the server. */
    public Allocation() throws IOException, AttachNotSupportedException {
        var machine = VirtualMachine.attach(Long.toString(TestStage.pid()));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** Returns how many KiB the server allocates for each of some requests. */
    public double kibibytes(int requests, Runnable request) {
        var before = allocated();
        for (int i = 0; i < requests; i++) {
            request.run();
        }
        var after = allocated();
        // The allocation of a thread that has ended is unknown.
        after.replaceAll((thread, bytes) -> bytes - before.getOrDefault(thread, 0L));
        return after.values().stream().mapToLong(Long::longValue).sum() / KIBIBYTE / requests;
    }

    private Map<Long, Long> allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        var allocated = new HashMap<Long, Long>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return allocated;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
