package messaging.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process id that a server left in a file. A launcher that was killed leaves its servers running; this finds them
 * again, and the mark keeps us from stopping a stranger who got the same number later.
 *
 * @param path where the number is
 * @param mark a piece of the command line that only our server on this folder has
 */
record PidFile(Path path, String mark) {

    void write(long pid) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, pid + "\n");
        } catch (IOException e) {
            throw new LaunchFailure("Cannot write " + path, e);
        }
    }

    /** Our server, if it still runs. */
    Optional<ProcessHandle> running() {
        return number().flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::isOurs);
    }

    /** Ends a process: politely, and after the given time by force. */
    static void end(ProcessHandle process, Duration timeout) {
        process.destroy();
        if (!hasEnded(process, timeout)) {
            process.destroyForcibly();
            hasEnded(process, timeout);
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info().commandLine().filter(line -> line.contains(mark)).isPresent();
    }

    private Optional<Long> number() {
        try {
            return Files.exists(path) ? parse(Files.readString(path)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static Optional<Long> parse(String text) {
        String digits = text.strip();
        return digits.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
