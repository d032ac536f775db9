package messaging.launch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What {@code mvn -Pstart} runs: the whole product on this machine, until Ctrl-C.
 *
 * <p>Everything is stopped in one place, a shutdown hook, and in one order: first the application, which needs the
 * database to end its requests, then the database. Ctrl-C, SIGTERM, a failed start and a server that dies all go there.
 */
public final class Start {

    private static final Duration READY = Duration.ofMinutes(4);
    private static final long SIGNAL_MILLIS = 1_000;

    private final Steps steps = Steps.onConsole();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Backend backend;
    private volatile LibertyServer liberty;

    private Start() {}

    /** Returns only by ending the process, so that Maven adds no report of its own. */
    public static void main(String[] arguments) {
        Start start = new Start();
        Runtime.getRuntime().addShutdownHook(new Thread(start::stop, "stop"));
        System.exit(start.run());
    }

    private int run() {
        try {
            launch();
            int code = liberty.waitFor();
            if (!isStopping()) {
                steps.show("\nLiberty ended by itself with code " + code + ". Its log "
                        + liberty.log().path() + " says:" + liberty.log().complaint());
            }
        } catch (LaunchFailure failure) {
            if (!isStopping()) {
                steps.show("\nCannot start: " + failure.getMessage());
            }
        }
        return 1;
    }

    /** Ctrl-C reaches the child processes too, so one of them may end before this process knows of it. */
    private boolean isStopping() {
        try {
            return stopping.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void launch() {
        int port = Preconditions.httpPort(System.getenv());
        backend = Backend.open(steps);
        Map<String, String> settings = new HashMap<>();
        settings.put("HTTP_PORT", Integer.toString(port));
        // On this machine only, unless asked for: the accounts of the test data have known passwords.
        settings.put("HTTP_HOST", System.getenv().getOrDefault("HTTP_HOST", "127.0.0.1"));
        settings.put("PUBLIC_URL", System.getenv().getOrDefault("PUBLIC_URL", "http://localhost:" + port + "/"));
        LibertyServer server = new LibertyServer(settings, backend.log("liberty"));
        PidFile pidFile = new PidFile(backend.folder().resolve("liberty.pid"), server.mark());
        pidFile.running().ifPresent(orphan -> {
            steps.say("Stopping the Liberty server that an earlier run left behind (process " + orphan.pid() + ")");
            PidFile.end(orphan, LibertyServer.STOP);
        });
        Preconditions.portIsFree(port);
        backend.prepare();
        startApplication(
                server.with(backend.environment()).copiedTo(backend.folder().resolve("liberty")), pidFile);
        steps.show(summary(server.url()));
    }

    private void startApplication(LibertyServer server, PidFile pidFile) {
        steps.say("Starting Liberty, log in " + server.log().path());
        if (stopping.getCount() == 0) {
            throw new LaunchFailure("Stopped");
        }
        server.start();
        liberty = server;
        pidFile.write(server.pid());
        try {
            server.awaitReady(READY);
        } catch (LaunchFailure failure) {
            throw new LaunchFailure(failure.getMessage() + "; its log "
                    + server.log().path() + " says:" + server.log().complaint());
        }
        steps.say("Ready");
    }

    private String summary(String url) {
        return new Summary(
                        url,
                        backend.administratorPassword(),
                        backend.description(),
                        liberty.log().path())
                .text();
    }

    private void stop() {
        stopping.countDown();
        LibertyServer application = liberty;
        if (application != null) {
            steps.show("");
            if (application.isAlive()) {
                steps.say("Stopping Liberty");
            }
            application.stop();
        }
        Backend opened = backend;
        if (opened != null) {
            opened.close();
        }
        // Any process that was starting meanwhile: all children belong to this process.
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
    }
}
