package messaging.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import messaging.launch.Ports;
import org.junit.jupiter.api.Assumptions;

/** A real Keycloak with an empty database in memory, as a child process; the profile {@code keycloak} unpacks it. */
public final class KeycloakServer implements AutoCloseable {

    private static final String ADMIN_PASSWORD = "admin-of-this-run";
    private static final int HTTP_OK = 200;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int STOP_SECONDS = 20;

    private final Path home;
    private final int port = Ports.free();
    private final Path log = Path.of("target", "keycloak.log").toAbsolutePath();
    private final Path userHome;
    private Process process;

    /** Starts it and waits until it answers; skips the test where the build has not unpacked a Keycloak. */
    public KeycloakServer() {
        String folder = System.getProperty("keycloak.home", "");
        Assumptions.assumeFalse(folder.isEmpty(), "This test needs a Keycloak: mvn verify -Pkeycloak");
        home = Path.of(folder);
        try {
            userHome = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keycloak-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN_PASSWORD));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-keycloak"));
        Eventually.holds(this::isReady);
    }

    /** Its URL, without a slash at the end. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** Returns the name of the unpacked distribution, with its version. */
    public String version() {
        return home.getFileName().toString();
    }

    /**
     * Runs shell commands as an operator would: with Keycloak's own programs on the PATH, and the administrator's password
     * where {@code kcadm.sh} would ask for it.
     *
     * @return what they printed
     */
    public String shell(String commands) {
        Path script = userHome.resolve("commands.sh");
        try {
            Files.writeString(script, "set -euo pipefail\nexec 2>&1\n" + commands + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Program.run(
                userHome,
                List.of("bash", script.toString()),
                Map.of(
                        "PATH",
                        home.resolve("bin") + File.pathSeparator + System.getenv("PATH"),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KC_CLI_PASSWORD",
                        ADMIN_PASSWORD,
                        // The session of kcadm.sh, which belongs to this run and not to the developer.
                        "KC_OPTS",
                        "-Duser.home=" + userHome + " -XX:TieredStopAtLevel=1"));
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak ended with code " + process.exitValue() + "; see " + log);
        }
        try {
            URI address = URI.create(url() + "/realms/master");
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        // The script has become Java, except while it prepares the first start.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
