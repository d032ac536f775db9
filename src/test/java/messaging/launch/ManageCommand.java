package messaging.launch;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import messaging.command.Manage;

/**
 * Runs the product's own command line ({@link Manage}) in a Java process of its own, as in production:
 * it reads its settings from the environment, which a running Java process cannot change for itself.
 */
final class ManageCommand {

    private final Map<String, String> environment;
    private final Path errors;

    /**
     * @param environment the settings, over those of this process
     * @param errors a file for what a command complains about
     */
    ManageCommand(Map<String, String> environment, Path errors) {
        this.environment = Map.copyOf(environment);
        this.errors = errors;
    }

    /** The same with one more setting, where other users cannot see it as they would an argument. */
    ManageCommand with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new ManageCommand(more, errors);
    }

    /**
     * Runs a command for the person at the console, who may be asked for something.
     *
     * @param environment the settings, over those of this process
     * @param arguments the command and its options
     * @return its exit code
     */
    static int onConsole(Map<String, String> environment, String... arguments) {
        try {
            return process(environment, arguments).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot run '" + String.join(" ", arguments) + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted", e);
        }
    }

    /** Runs a subcommand and returns what it printed; a failure carries what it said. */
    String run(String... arguments) {
        ProcessBuilder builder = process(environment, arguments).redirectError(errors.toFile());
        try {
            Files.createDirectories(errors.getParent());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            if (code != 0) {
                throw new LaunchFailure("'" + arguments[0] + "' failed with code " + code + ":" + said(output));
            }
            return output;
        } catch (IOException e) {
            throw new LaunchFailure("Cannot run '" + arguments[0] + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted", e);
        }
    }

    private static ProcessBuilder process(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Short-lived: to compile well would cost more than it brings.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                Manage.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", classPath(ManageCommand.class.getClassLoader()));
        return builder;
    }

    private String said(String output) {
        String complaint = new LogFile(errors).complaint();
        return complaint.isEmpty() ? LogFile.complaint(output.lines().toList()) : complaint;
    }

    /** Inside Maven the classes come from a loader of the plugin's, and {@code java.class.path} is Maven's own. */
    static String classPath(ClassLoader loader) {
        if (loader instanceof URLClassLoader urls) {
            return Arrays.stream(urls.getURLs())
                    .filter(url -> "file".equals(url.getProtocol()))
                    .map(ManageCommand::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new LaunchFailure("Not a file: " + url, e);
        }
    }
}
