package messaging.it;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import messaging.auth.jwt.SigningKeys;
import messaging.launch.Database;

/** The settings of the application in integration tests. */
public final class TestEnvironment {

    /** The address of a trusted proxy; all other addresses are untrusted. */
    public static final String TRUSTED_PROXY = "127.0.0.2";

    /** How long, at most, a replica still accepts the token of a session that has ended elsewhere. */
    public static final int REVOCATION_SECONDS = 1;

    /** Time after which a used-up allowance of attempts is whole again: so long that nothing comes back during a test. */
    public static final int SIGN_IN_WINDOW_SECONDS = 86_400;

    /** Folder that the servers of this run serve under {@code /static/}. */
    public static final Path STATIC_FILES =
            TestStage.folder().resolve("static-files").toAbsolutePath();

    /**
     * JVM options of servers that live for a few tests: without the optimizing compiler they start in half the CPU time. The
     * server of a whole stage needs it, since signing a token takes seven times as long without.
     */
    public static final String FAST_START = "-XX:TieredStopAtLevel=1";

    // Made for this run; tests that forge tokens sign with it too.
    private static final RSAKey SIGNING_KEY = SigningKeys.generate();

    private TestEnvironment() {}

    /** The key that the servers of this run sign with, private part included. */
    public static RSAKey signingKey() {
        return SIGNING_KEY;
    }

    /** Keys as the value of {@code SIGNING_KEYS}; the first one signs. */
    public static String signingKeys(RSAKey... keys) {
        String set = new JWKSet(List.of(keys)).toString(false);
        return Base64.getEncoder().encodeToString(set.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the settings with which the operator's commands work on the stage's database. */
    public static Map<String, String> ofCommands() {
        return ofCommands(TestStage.database());
    }

    static Map<String, String> ofCommands(Database database) {
        return cheapPasswords(new HashMap<>(database.environment()));
    }

    static Map<String, String> of(Database database, int port, int smtpPort, SsoProviders issuers) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.put("SIGNING_KEYS", signingKeys(SIGNING_KEY));
        environment.put("SSO_ISSUERS", issuers.setting());
        environment.put("REVOCATION_SECONDS", Integer.toString(REVOCATION_SECONDS));
        // A closed stream is noticed at the next heartbeat.
        environment.put("EVENTS_HEARTBEAT_SECONDS", "2");
        environment.put("STATIC_DIR", staticFiles());
        environment.put("ALLOWED_HOSTS", "localhost,127.0.0.1");
        environment.put("TRUSTED_PROXIES", TRUSTED_PROXY);
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_PORT", Integer.toString(smtpPort));
        environment.put("SMTP_STARTTLS", "false");
        environment.put("MAIL_FROM", "messaging@example.com");
        // All tests share one address; the limit for each account stays as it is.
        environment.put("SIGN_IN_ADDRESS_ATTEMPTS", "1000000");
        environment.put("SIGN_IN_WINDOW_SECONDS", Integer.toString(SIGN_IN_WINDOW_SECONDS));
        cheapPasswords(environment);
        environment.put("JVM_ARGS", System.getProperty("coverage.agent", ""));
        return environment;
    }

    /** Returns the settings of a server that lives for a few tests. */
    static Map<String, String> ofReplica(Database database, int port, int smtpPort, SsoProviders issuers) {
        Map<String, String> environment = of(database, port, smtpPort, issuers);
        environment.merge("JVM_ARGS", FAST_START, (coverage, fast) -> (coverage + " " + fast).strip());
        return environment;
    }

    private static String staticFiles() {
        try {
            return Files.createDirectories(STATIC_FILES).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cheapest that the application accepts: the tests hash many passwords and test something else. */
    private static Map<String, String> cheapPasswords(Map<String, String> environment) {
        environment.put("PASSWORD_MEMORY_KIB", "64");
        environment.put("PASSWORD_ITERATIONS", "1");
        return environment;
    }
}
