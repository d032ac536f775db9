package messaging.launch;

import java.nio.file.Path;
import java.util.Map;

/** A database server whose data lives as long as it runs, at most as long as this Java process. */
final class TemporaryDatabase implements Database {

    private final DatabaseServer server;
    private final Thread atExit = new Thread(this::stopAndDelete, "stop-test-database");

    TemporaryDatabase(DatabaseServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        for (Path folder : TemporaryFolder.abandoned()) {
            DatabaseServer.stopOrphan(folder);
            Folders.delete(folder);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        server.start();
    }

    @Override
    public void stop() {
        stopAndDelete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs by itself and finds nothing left to do.
        }
    }

    private synchronized void stopAndDelete() {
        server.stop();
        Folders.delete(server.folder());
    }

    @Override
    public Map<String, String> environment() {
        return server.environment();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Path folder() {
        return server.folder();
    }
}
