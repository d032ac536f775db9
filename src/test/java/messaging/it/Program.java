package messaging.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs external programs that end by themselves. */
public final class Program {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Program() {}

    /** Runs it and returns what it printed; fails with all of that if it fails. */
    public static String run(Path folder, List<String> command) {
        return run(folder, command, Map.of());
    }

    /** Runs it in a folder with more variables in its environment, and returns what it printed. */
    public static String run(Path folder, List<String> command, Map<String, String> variables) {
        var output = folder.resolve("output.log");
        var errors = folder.resolve("errors.log");
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // Redocly must not send usage data or look for a newer version.
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        builder.environment().putAll(variables);
        try {
            var process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError(command.get(0) + " does not end; see " + folder);
                }
                if (process.exitValue() != 0) {
                    throw new AssertionError(command.get(0) + " failed with " + process.exitValue() + "\n"
                            + Files.readString(output) + Files.readString(errors));
                }
                return Files.readString(output);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
