package messaging.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import messaging.command.Manage;
import messaging.launch.Database;
import messaging.launch.LibertyServer;
import messaging.launch.Ports;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.microshed.testing.ManuallyStartedConfiguration;

/**
 * Starts the database and the server of a stage of integration tests before its first test and stops them after the
 * last one. The build names the stage in the system property {@code test.stage}; without it, as in unit tests, nothing
 * is started.
 */
public final class TestStage implements LauncherSessionListener {

    private static final Duration START = Duration.ofMinutes(4);
    // The build runs tests in several JVMs at a time, each with servers of its own.
    private static final Path FOLDER = Path.of("target", "stage-" + System.getProperty("test.fork", "1"));
    private static final Path API_LOG = FOLDER.resolve("api-server.log");
    private static TestStage current;

    private final int port = Ports.free();
    private Database database;
    private final Mailbox mailbox = new Mailbox();
    private SsoProviders issuers;
    private final Map<String, LibertyServer> replicas = new LinkedHashMap<>();
    private LibertyServer server;

    /** Returns the folder for files of this JVM's stage: logs and copies of servers. */
    public static Path folder() {
        return FOLDER;
    }

    /** The database of the running stage, for tests that look behind the API. */
    public static Database database() {
        return running().database;
    }

    /** The root of the application over HTTP, with a slash at the end. */
    public static String url() {
        return "http://localhost:" + running().port + "/";
    }

    /** Returns the mailbox with the email that the server sent. */
    public static Mailbox mailbox() {
        return running().mailbox;
    }

    /** The process id of the running stage's server. */
    static long pid() {
        return running().server.pid();
    }

    /** The issuers of single sign-on tokens that the server trusts. */
    public static SsoProviders issuers() {
        return running().issuers;
    }

    /**
     * Returns another server on the same database, with different settings. It starts at the first call and runs until the
     * stage ends or a test stops it.
     *
     * @param name for its folder and its log
     * @param more settings over the stage's own
     */
    public static LibertyServer replica(String name, Map<String, String> more) {
        return running().replicas.computeIfAbsent(name, fresh -> running().startReplica(fresh, more));
    }

    /** Returns the log of the running stage's server so far. */
    public static Path log() {
        return API_LOG;
    }

    private static TestStage running() {
        if (current == null) {
            throw new IllegalStateException("This test needs a running stage: start it with mvn verify -Dit.test=...");
        }
        return current;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String stage = System.getProperty("test.stage", "");
        if (stage.isEmpty() || current != null) {
            return;
        }
        try {
            issuers = new SsoProviders();
            database = Database.forTests();
            database.start();
            System.out.println("Stage " + stage + ": " + database.description());
            switch (stage) {
                case "api" -> startServer();
                case "container" -> prepareServer();
                default -> throw new IllegalStateException("No such stage: " + stage);
            }
            current = this;
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (current == this) {
            current = null;
            stop();
        }
    }

    private void startServer() {
        loadTestData();
        mailbox.open();
        server = new LibertyServer(TestEnvironment.of(database, port, mailbox.port(), issuers), API_LOG)
                .copiedTo(FOLDER.resolve("usr"));
        server.stopAtExit();
        System.out.println("Stage api: Liberty at " + server.url() + ", log in " + API_LOG);
        server.start();
        server.awaitReady(START);
        System.setProperty("MICROSHED_TEST_ENV_CLASS", ManuallyStartedConfiguration.class.getName());
        System.setProperty(ManuallyStartedConfiguration.MANUAL_ENALBED, "true");
        System.setProperty(ManuallyStartedConfiguration.MICROSHED_HOSTNAME, "localhost");
        System.setProperty(ManuallyStartedConfiguration.MICROSHED_HTTP_PORT, Integer.toString(port));
        System.setProperty(ManuallyStartedConfiguration.MICROSHED_APP_CONTEXT_ROOT, "/");
    }

    private LibertyServer startReplica(String name, Map<String, String> more) {
        Map<String, String> environment = TestEnvironment.ofReplica(database, Ports.free(), mailbox.port(), issuers);
        environment.putAll(more);
        Path folder = FOLDER.resolve("replicas").resolve(name);
        LibertyServer replica =
                new LibertyServer(environment, folder.resolve("server.log")).copiedTo(folder.resolve("usr"));
        replica.stopAtExit();
        replica.start();
        return replica;
    }

    /** Loads the test data first, so that its conversation gets id 1, which the documented commands use. */
    private void loadTestData() {
        for (String command : List.of("migrate", "create_test_data")) {
            if (Manage.run(TestEnvironment.ofCommands(database), command) != 0) {
                throw new IllegalStateException("The command " + command + " failed");
            }
        }
    }

    /** Prepares the server that Arquillian starts with the first test that needs it. */
    private void prepareServer() {
        ContainerServer.prepare(TestEnvironment.ofReplica(database, port, mailbox.port(), issuers), port);
    }

    private void stop() {
        if (server != null) {
            server.stop();
        }
        replicas.values().forEach(LibertyServer::stop);
        if (issuers != null) {
            issuers.close();
        }
        mailbox.close();
        if (database != null) {
            database.stop();
        }
    }
}
