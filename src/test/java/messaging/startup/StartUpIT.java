package messaging.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import messaging.auth.jwt.SigningKeys;
import messaging.it.TestEnvironment;
import messaging.launch.LibertyServer;
import messaging.launch.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed ends soon, with an exit code and one clear line. */
// S-RUN-2
class StartUpIT {
    private static final int EX_UNAVAILABLE = 69;
    private static final int EX_CONFIG = 78;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    /** Exit code and output of the server. */
    private record End(int code, List<String> output) {}

    @Test
    void allInvalidSettingsAreListedInOneLine() throws Exception {
        var end = start(Map.of("DB_PORT", "abc", "PAGE_SIZE", "0", "DEBUG", "false", "TLS", "true"));
        saysOnly(
                end,
                "Cannot start: Invalid configuration: DB_PORT must be a whole number from 1 to 65535;"
                        + " DB_PASSWORD is required; SIGNING_KEYS is required; PAGE_SIZE must be a whole number from 1 to"
                        + " 100; TLS must be one of: on, off");
        assertEquals(EX_CONFIG, end.code());
    }

    @Test
    void unusableSigningKeysAreRefused() throws Exception {
        var end = start(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "e30="));
        saysOnly(
                end,
                "Cannot start: Invalid configuration: SIGNING_KEYS must be a JSON Web Key Set or private RSA keys"
                        + " in PEM, either of them plain or in base64");
        assertEquals(EX_CONFIG, end.code());
    }

    @Test
    void startFailsIfTheDatabaseDoesNotRespond() throws Exception {
        var end = start(Map.of(
                "DB_PASSWORD", "x",
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(Ports.free()),
                "DB_WAIT_SECONDS", "1",
                "SIGNING_KEYS", SigningKeys.generateSetting()));
        saysOnly(end, "Cannot start: Cannot connect to the database: ");
        assertEquals(EX_UNAVAILABLE, end.code());
    }

    private static void saysOnly(End end, String line) {
        var text = String.join("\n", end.output());
        assertEquals(1, end.output().stream().filter(one -> one.contains(line)).count(), text);
        assertTrue(end.output().stream().noneMatch(one -> one.stripLeading().startsWith("at ")), text);
        // Liberty itself reports settings that it cannot use.
        assertTrue(end.output().stream().noneMatch(one -> one.contains("[ERROR") && !one.contains("CWWKG0075E")), text);
        assertTrue(end.output().get(end.output().size() - 1).contains(line), text);
    }

    private End start(Map<String, String> settings) throws IOException, InterruptedException {
        var environment = new HashMap<>(settings);
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("HTTP_PORT", Integer.toString(Ports.free()));
        environment.put("JVM_ARGS", TestEnvironment.FAST_START);
        var log = folder.resolve("server.log");
        var server = new LibertyServer(environment, log).copiedTo(folder.resolve("usr"));
        server.start();
        try {
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (server.diedWith().isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            var output = Files.readAllLines(log, StandardCharsets.UTF_8);
            return new End(server.diedWith().orElseThrow(() -> new AssertionError(output)), output);
        } finally {
            server.stop();
        }
    }
}
