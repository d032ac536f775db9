package messaging.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads Linux's accounting of a process under {@code /proc}. */
final class ProcessStat {
    /** {@code USER_HZ}, which is 100 on every Linux platform that Java supports. */
    private static final double TICKS_PER_MILLISECOND = 0.1;

    // After the name, which is in parentheses and may have spaces, the fields begin with number 3.
    private static final int USER_TIME = 14 - 3;
    private static final int SYSTEM_TIME = 15 - 3;

    private ProcessStat() {}

    /** Returns the CPU time of a process so far in milliseconds, all threads together. */
    static double cpuMillis(long pid) {
        return parseCpuMillis(read(pid, "stat"));
    }

    static double parseCpuMillis(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_MILLISECOND;
    }

    /** Returns the resident memory of a process in MiB. */
    static double residentMebibytes(long pid) {
        return parseResidentMebibytes(read(pid, "status"));
    }

    static double parseResidentMebibytes(String status) {
        return status.lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("No VmRSS in " + status))
                / 1024.0;
    }

    private static String read(long pid, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
