package messaging.launch;

/**
 * What {@code mvn -Pdev} runs before Liberty's dev mode, in the same Maven process: the database and what belongs to it.
 *
 * <p>The settings reach the server through system properties named {@code liberty.env.*}, which the Liberty plugin
 * writes into {@code server.env}. The database stops when Maven ends, after the server that uses it.
 */
public final class Dev {

    private static final String SERVER_MARK = "ws-server.jar";
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long LOOK_MILLIS = 200;

    private Dev() {}

    /** Returns once the database is ready, so that Maven continues. */
    public static void main(String[] arguments) {
        Steps steps = Steps.onConsole();
        try {
            int port = Preconditions.httpPort(System.getenv());
            Backend backend = Backend.open(steps);
            Runtime.getRuntime().addShutdownHook(hook(() -> stop(backend, steps)));
            Preconditions.portIsFree(port);
            backend.prepare();
            setting("HTTP_PORT", Integer.toString(port));
            setting("HTTP_HOST", System.getenv().getOrDefault("HTTP_HOST", "127.0.0.1"));
            backend.environment().forEach(Dev::setting);
            steps.say("Administrator: " + Backend.ADMINISTRATOR + " / " + backend.administratorPassword());
            steps.say("Going on with Liberty's dev mode");
        } catch (LaunchFailure failure) {
            steps.show("\nCannot start: " + failure.getMessage());
            // Not an exception: Maven would wrap the one line into a page.
            System.exit(1);
        }
    }

    /** In the outermost group: Maven destroys the group that this method runs in, and then Java 17 starts no hook. */
    private static Thread hook(Runnable work) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return new Thread(group, work, "stop-database");
    }

    private static void setting(String name, String value) {
        System.setProperty("liberty.env." + name, value);
    }

    /** Dev mode stops its server in a shutdown hook too, and hooks run side by side. */
    private static void stop(Backend backend, Steps steps) {
        for (long waited = 0; waited < PATIENCE_MILLIS && serverRuns(); waited += LOOK_MILLIS) {
            Pause.millis(LOOK_MILLIS);
        }
        backend.close();
    }

    private static boolean serverRuns() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(SERVER_MARK))
                        .isPresent());
    }
}
