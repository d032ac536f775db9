package messaging.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What must hold before anything is started; each fault is one line that says what to do. */
final class Preconditions {

    static final int DEFAULT_PORT = 8000;

    private static final int MAX_PORT = 65_535;
    private static final long MEGABYTE = 1_000_000L;
    private static final long FIRST_START_MEGABYTES = 700;
    private static final long LATER_START_MEGABYTES = 200;

    private Preconditions() {}

    /** The port from the environment's HTTP_PORT, 8000 unless set. */
    static int httpPort(Map<String, String> environment) {
        String text = environment.getOrDefault("HTTP_PORT", "").strip();
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new LaunchFailure("HTTP_PORT must be a number from 1 to " + MAX_PORT + ", not '" + text + "'");
        }
        return port;
    }

    static void portIsFree(int port) {
        if (!Ports.isFree(port)) {
            throw new LaunchFailure("Port " + port + " is in use by another program; stop it, or choose another port: "
                    + "HTTP_PORT=" + Ports.freeOr(port + 1) + " mvn -Pstart");
        }
    }

    /** The first start unpacks a database server and makes an empty database. */
    static void spaceIsLeft(Path folder, boolean firstStart) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
            enough(folder, free, firstStart ? FIRST_START_MEGABYTES : LATER_START_MEGABYTES);
        } catch (IOException e) {
            throw new LaunchFailure("Cannot read the free space of " + folder, e);
        }
    }

    static void enough(Path folder, long free, long needed) {
        if (free < needed) {
            throw new LaunchFailure("Only " + free + " MB are free on the disk of " + folder + "; at least " + needed
                    + " MB are needed");
        }
    }
}
