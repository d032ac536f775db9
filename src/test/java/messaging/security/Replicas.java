package messaging.security;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import messaging.auth.jwt.SigningKeys;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import messaging.launch.Ports;

/** Additional servers on the stage's database, each started once for all tests that need it. */
final class Replicas {

    /** The next key of a rotation. */
    static final RSAKey NEXT_KEY = SigningKeys.generate();

    /** The number of failures per address that the second server allows. */
    static final int ADDRESS_ATTEMPTS = 20;

    /** The origin that the TLS server allows. */
    static final String ALLOWED_ORIGIN = "https://app.example.com";

    /** The password of the TLS server's key store. */
    static final String STORE_PASSWORD = UUID.randomUUID().toString();

    private static final Duration START = Duration.ofMinutes(4);
    private static final Path STORE = TestStage.folder().resolve("tls.p12").toAbsolutePath();
    private static final int HTTPS_PORT = Ports.free();

    private static boolean certified;

    private Replicas() {}

    /** A second replica, as during a rolling update: it verifies with the next key too, but does not sign with it yet. */
    static LibertyServer second() {
        return ready(TestStage.replica(
                "second",
                Map.of(
                        "SIGNING_KEYS", TestEnvironment.signingKeys(TestEnvironment.signingKey(), NEXT_KEY),
                        "SIGN_IN_ADDRESS_ATTEMPTS", Integer.toString(ADDRESS_ATTEMPTS))));
    }

    /** A server with TLS and one allowed origin, which signs with the next key. */
    static LibertyServer withTls() {
        makeCertificate();
        return ready(TestStage.replica(
                "guarded",
                Map.of(
                        "SIGNING_KEYS",
                        TestEnvironment.signingKeys(TestEnvironment.signingKey(), NEXT_KEY),
                        "SIGNING_KEY_ID",
                        NEXT_KEY.getKeyID(),
                        "ALLOWED_HOSTS",
                        "localhost,.example.org",
                        "CORS_ALLOWED_ORIGINS",
                        ALLOWED_ORIGIN,
                        "TLS",
                        "on",
                        "TLS_KEYSTORE",
                        STORE.toString(),
                        "TLS_KEYSTORE_PASSWORD",
                        STORE_PASSWORD,
                        "HTTPS_PORT",
                        Integer.toString(HTTPS_PORT))));
    }

    /** A server with the next key only. */
    static LibertyServer withNextKeyOnly() {
        return ready(TestStage.replica("rotated", Map.of("SIGNING_KEYS", TestEnvironment.signingKeys(NEXT_KEY))));
    }

    /** The URL of the TLS server, with a trailing slash. */
    static String tlsUrl() {
        return "https://localhost:" + HTTPS_PORT + "/";
    }

    /** The file with the TLS server's certificate. */
    static Path certificate() {
        return STORE;
    }

    private static LibertyServer ready(LibertyServer server) {
        server.awaitReady(START);
        return server;
    }

    private static synchronized void makeCertificate() {
        if (certified) {
            return;
        }
        try {
            Files.createDirectories(STORE.getParent());
            Files.deleteIfExists(STORE); // An earlier run's has another password.
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            STORE.toString(),
                            "-storepass",
                            STORE_PASSWORD)
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            certified = true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
