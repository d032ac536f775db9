package messaging.launch;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The Liberty server with the packaged application, as a child process.
 *
 * <p>Liberty's own script is used, since it reads {@code jvm.options} and {@code server.env}; its action {@code run}
 * becomes the Java process itself, which ends gracefully on SIGTERM and SIGINT.
 */
public final class LibertyServer {

    static final Duration STOP = Duration.ofSeconds(60);
    /** Files that a server creates for itself; its keys fit its own passwords only. */
    private static final Set<String> NOT_COPIED = Set.of("workarea", "logs", "resources", "tranlog", "expanded");

    private static final int HTTP_OK = 200;
    private static final int TIMEOUT_MILLIS = 2_000;

    private final Path home;
    private final String name;
    private final Map<String, String> environment;
    private final Path users;
    private final Path log;
    private volatile Process process;
    private volatile boolean stopped;

    /**
     * The server that the build created (system properties {@code liberty.home} and {@code liberty.server}).
     *
     * @param environment the application's settings, over those of this process
     * @param log file for the server's output; replaced at startup
     */
    public LibertyServer(Map<String, String> environment, Path log) {
        this.home = Path.of(System.getProperty(
                        "liberty.home", Folders.target().resolve("liberty/wlp").toString()))
                .toAbsolutePath();
        this.name = System.getProperty("liberty.server", "messaging");
        this.environment = new HashMap<>(environment);
        this.users = home.resolve("usr");
        this.log = log.toAbsolutePath();
    }

    private LibertyServer(LibertyServer built, Path users) {
        home = built.home;
        name = built.name;
        environment = built.environment;
        log = built.log;
        this.users = users.toAbsolutePath();
    }

    /** The same server with more settings. */
    LibertyServer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new LibertyServer(all, log);
    }

    /**
     * The same server run from a copy of its folder, so that builds and test runs in the checkout do not change the
     * application under a running start.
     *
     * @param users the folder for the copy; replaced
     */
    public LibertyServer copiedTo(Path users) {
        Folders.delete(users);
        Folders.copy(server(), users.resolve("servers").resolve(name), NOT_COPIED);
        var extension = this.users.resolve("extension");
        if (Files.isDirectory(extension)) {
            Folders.copy(extension, users.resolve("extension"), Set.of());
        }
        return new LibertyServer(this, users);
    }

    public void start() {
        Path script = home.resolve("bin/server");
        if (!Files.isExecutable(script)
                || !Files.isDirectory(home.resolve("usr/servers").resolve(name))) {
            throw new LaunchFailure("No Liberty server named " + name + " in " + home + "; the Maven build creates it");
        }
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "run", name);
        // Tests and developers start servers often; their clients can wait for a cold server.
        builder.environment().put("WARM_UP_SECONDS", "0");
        // Nothing that is in use needs Liberty's Java agent, and every class that Java loads would pass through it (ADR
        // 0039).
        builder.environment().put("WLP_SKIP_BOOTSTRAP_AGENT", "true");
        builder.environment().putAll(environment);
        builder.environment().put("WLP_USER_DIR", users.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The end of standard input means nothing to the server, and the console is not its own.
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Files.createDirectories(log.getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot start Liberty with " + script, e);
        }
    }

    private Path server() {
        return users.resolve("servers").resolve(name);
    }

    /** Returns when the application answers that it is ready; fails when the server died or the time is over. */
    public void awaitReady(Duration bound) {
        Instant end = Instant.now().plus(bound);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new LaunchFailure("Liberty ended with code " + process.exitValue() + " before it was ready");
            }
            if (Instant.now().isAfter(end)) {
                throw new LaunchFailure("The application was not ready after " + bound.toSeconds() + " s");
            }
            Pause.millis(50);
        }
    }

    /** Whether {@code /health/ready} reports that the application accepts requests. */
    public boolean isReady() {
        try {
            URI address = URI.create(url() + "health/ready");
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The root of the application, with a slash at the end. */
    public String url() {
        return "http://localhost:" + environment.getOrDefault("HTTP_PORT", "8000") + "/";
    }

    /** Waits until the server ends and returns its exit code. */
    int waitFor() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted", e);
        }
    }

    /** The process id, once started. */
    public long pid() {
        return process.pid();
    }

    /** A piece of the command line that only a server of this installation has. */
    String mark() {
        return home.resolve("bin/tools").toString();
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Returns the exit code if the server ended without having been stopped here. */
    public OptionalInt diedWith() {
        Process running = process;
        return running == null || running.isAlive() || stopped
                ? OptionalInt.empty()
                : OptionalInt.of(running.exitValue());
    }

    /** Lets running requests end, for a while; then by force. Harmless when there is nothing to stop. */
    public void stop() {
        stopped = true;
        Process running = process;
        if (running != null) {
            PidFile.end(running.toHandle(), STOP);
        }
    }

    /** Ends the server as a power cut would; {@link #start} starts it again. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }

    /** Stops the server when this Java process ends, for test runs that are interrupted. */
    public void stopAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-liberty"));
    }

    /** Where the server writes. */
    public LogFile log() {
        return new LogFile(log);
    }
}
