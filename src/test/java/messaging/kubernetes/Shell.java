package messaging.kubernetes;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs programs.
 *
 * @param code exit code
 * @param output standard output
 * @param errors standard error
 */
record Shell(int code, String output, String errors) {
    private static final int SECONDS = 120;
    private static final int SIGNALED_BY_INT = 128 + 2;
    private static final List<List<String>> LAUNCHERS = List.of(
            List.of(),
            List.of("env", "--default-signal=INT"),
            List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec { $ARGV[0] } @ARGV"),
            List.of(
                    "python3",
                    "-c",
                    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
                            + " os.execvp(sys.argv[1], sys.argv[1:])"));

    static boolean has(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static Shell run(Map<String, String> environment, String... command) throws InterruptedException {
        return end(start(environment, List.of(command)));
    }

    /**
     * Starts a program that SIGINT interrupts. A script that runs Maven in the background ignores SIGINT, and its child
     * processes inherit that. A shell cannot restore the signal for itself, so another program does and then executes
     * the shell.
     */
    static Process startInterruptible(Map<String, String> environment, List<String> command)
            throws InterruptedException {
        for (List<String> launcher : LAUNCHERS) {
            if (launcher.isEmpty() || has(launcher.get(0))) {
                var self = Shell.run(Map.of(), join(launcher, List.of("bash", "-c", "kill -INT $$; echo ignored")));
                // A program without support for its option fails without output.
                if (self.code() == SIGNALED_BY_INT && self.output().isEmpty()) {
                    return start(environment, List.of(join(launcher, command)));
                }
            }
        }
        Assumptions.abort("SIGINT is ignored here, and neither env (coreutils 8.31), perl nor python3 can restore it");
        throw new AssertionError();
    }

    private static String[] join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toArray(String[]::new);
    }

    static Process start(Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Shell end(Process process) throws InterruptedException {
        var output = read(process.getInputStream());
        var errors = read(process.getErrorStream());
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "The program did not end. Output:\n" + output.join() + "\nErrors:\n" + errors.join());
        }
        return new Shell(process.exitValue(), output.join(), errors.join());
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
