package messaging.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import messaging.command.Manage;
import messaging.it.TestEnvironment;
import messaging.launch.Database;
import messaging.launch.LibertyServer;
import messaging.launch.Ports;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The database and the application server of a run, with the bare servlet beside the application. */
final class Stage implements AutoCloseable {
    /** Where everything is that a run leaves behind. */
    static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();

    private static final Duration READY = Duration.ofMinutes(4);
    private static final int TOKEN_SECONDS = 43_200;
    private static final String UNLIMITED = "1000000";

    private static final String BARE_CONFIGURATION = """
            <server>
              <!-- As in the image. -->
              <config updateTrigger="disabled"/>
              <applicationMonitor updateTrigger="disabled"/>
              <dataSource id="bare" jndiName="jdbc/bare" isolationLevel="TRANSACTION_READ_COMMITTED" transactional="false"
                          type="javax.sql.ConnectionPoolDataSource" statementCacheSize="50">
                <jdbcDriver libraryRef="global"/>
                <connectionManager maxPoolSize="${DB_POOL_SIZE}" minPoolSize="2"/>
                <properties serverName="${DB_HOST}" portNumber="${DB_PORT}" databaseName="${DB_NAME}"
                            user="${DB_USER}" password="${DB_PASSWORD}" characterEncoding="UTF-8"
                            connectionCollation="utf8mb4_unicode_ci" serverTimezone="UTC"
                            forceConnectionTimeZoneToSession="true" allowPublicKeyRetrieval="true" sslMode="DISABLED"
                            useServerPrepStmts="true" cachePrepStmts="true" useLocalSessionState="true"/>
              </dataSource>
              <webApplication location="bare.war" contextRoot="/bare"/>
            </server>
            """;

    private final int port = Ports.free();
    private final Database database = Database.forTests();
    private LibertyServer server;
    private Meter meter;
    private Start start;

    /**
     * The cost of a cold start.
     *
     * @param seconds until the server is ready
     * @param cpuSeconds of CPU time until then
     * @param idleMebibytes resident memory of the server before any load
     */
    record Start(double seconds, double cpuSeconds, double idleMebibytes) {}

    /** Starts the database, with the schema and no rows. */
    void startDatabase() {
        database.start();
        if (Manage.run(new HashMap<>(database.environment()), "migrate") != 0) {
            throw new IllegalStateException("The schema was not created");
        }
    }

    /** Starts the server. */
    void startServer() throws Exception {
        var environment = new HashMap<>(database.environment());
        environment.putAll(Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "HTTP_PORT",
                Integer.toString(port),
                "PUBLIC_URL",
                root(),
                "SIGNING_KEYS",
                TestEnvironment.signingKeys(TestEnvironment.signingKey()),
                "ACCESS_TOKEN_SECONDS",
                Integer.toString(TOKEN_SECONDS),
                "SIGN_IN_ACCOUNT_ATTEMPTS",
                UNLIMITED,
                "SIGN_IN_ADDRESS_ATTEMPTS",
                UNLIMITED));
        var users = FOLDER.resolve("usr");
        server = new LibertyServer(environment, FOLDER.resolve("server.log")).copiedTo(users);
        addBareServlet(users.resolve("servers").resolve(System.getProperty("liberty.server", "messaging")));
        server.stopAtExit();
        long before = System.nanoTime();
        server.start();
        server.awaitReady(READY);
        double seconds = (System.nanoTime() - before) / 1e9;
        start = new Start(
                seconds, ProcessStat.cpuMillis(server.pid()) / 1e3, ProcessStat.residentMebibytes(server.pid()));
        meter = new Meter(
                server.pid(),
                databasePid(),
                database.jdbcUrl(),
                database.environment().get("DB_ROOT_PASSWORD"));
    }

    private static void addBareServlet(Path folder) throws IOException {
        var archive = ShrinkWrap.create(WebArchive.class, "bare.war").addClass(BareServlet.class);
        archive.as(ZipExporter.class)
                .exportTo(folder.resolve("apps").resolve("bare.war").toFile(), true);
        var overrides = Files.createDirectories(folder.resolve("configDropins").resolve("overrides"));
        Files.writeString(overrides.resolve("bare.xml"), BARE_CONFIGURATION);
    }

    /** Returns the process id of the database server. */
    long databasePid() throws IOException {
        return Long.parseLong(Files.readString(database.folder().resolve("data").resolve("mysqld.pid"))
                .trim());
    }

    String root() {
        return "http://localhost:" + port + "/";
    }

    int port() {
        return port;
    }

    Database database() {
        return database;
    }

    LibertyServer server() {
        return server;
    }

    Meter meter() {
        return meter;
    }

    Start start() {
        return start;
    }

    double residentMebibytes() {
        return ProcessStat.residentMebibytes(server.pid());
    }

    /** Returns an access token of a user's session, signed as the server signs its own. */
    String token(long user) {
        var now = Instant.now();
        var key = TestEnvironment.signingKey();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("messaging")
                        .subject(Long.toString(user))
                        .audience("messaging")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(TOKEN_SECONDS)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("sid", BenchData.session(user))
                        .claim("upn", BenchData.username(user))
                        .claim("groups", List.of("user"))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign a token", e);
        }
        return token.serialize();
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            if (meter != null) {
                meter.close();
            }
        } finally {
            if (server != null) {
                server.stop();
            }
            database.stop();
        }
    }
}
