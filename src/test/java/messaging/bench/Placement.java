package messaging.bench;

import java.io.IOException;
import java.util.List;

/**
 * Which processors the processes of a run use. For an overload the server has one of its own: otherwise a load of several
 * times its capacity would take from it the processor time that it is measured by. Does nothing on a single processor.
 */
final class Placement implements AutoCloseable {
    private final int last = Runtime.getRuntime().availableProcessors() - 1;
    private final long server;
    private final List<Long> others;

    /**
     * Creates the placement, which changes nothing yet.
     *
     * @param server process id of the server
     * @param others process ids of the database and the load
     */
    Placement(long server, Long... others) {
        this.server = server;
        this.others = List.of(others);
    }

    /** Gives the server the first processor, and everything else the others. */
    void separate() throws IOException {
        if (last == 0) {
            return;
        }
        assign(server, "0");
        for (long other : others) {
            assign(other, "1-" + last);
        }
    }

    /** Lets all processes use all processors again. */
    @Override
    public void close() throws IOException {
        assign(server, "0-" + last);
        for (long other : others) {
            assign(other, "0-" + last);
        }
    }

    private static void assign(long process, String processors) throws IOException {
        var command = List.of("taskset", "--all-tasks", "--cpu-list", "--pid", processors, Long.toString(process));
        var taskset = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (taskset.waitFor() != 0) {
                throw new IOException("taskset failed for process " + process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
