package messaging.launch;

import java.nio.file.Path;
import java.util.Map;

/** A database server that the product can use, with an account that has rights on one database only. */
public interface Database {

    /** Starts the server and waits until the application's account can sign in. */
    void start();

    /** Whether it is already running, started by another process: then it is used as it is. */
    default boolean isRunning() {
        return false;
    }

    /** Stops what {@link #start()} started; harmless when there is nothing to stop. */
    void stop();

    /** How to reach it, in the product's own settings: DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, DB_ROOT_PASSWORD. */
    Map<String, String> environment();

    /** For people: what it is and where its data are. */
    String name();

    /** For people, once started: what it is and where it listens. */
    default String description() {
        Map<String, String> settings = environment();
        return "%s; at %s:%s for user %s"
                .formatted(name(), settings.get("DB_HOST"), settings.get("DB_PORT"), settings.get("DB_USER"));
    }

    /** Returns a folder that exists as long as this database; its files are invalid once the data is deleted. */
    Path folder();

    /** The application's own database, with the connection settings of {@code server.xml}. */
    default String jdbcUrl() {
        Map<String, String> settings = environment();
        return "jdbc:mysql://%s:%s/%s?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                        .formatted(settings.get("DB_HOST"), settings.get("DB_PORT"), settings.get("DB_NAME"))
                + "&characterEncoding=UTF-8&connectionCollation=utf8mb4_unicode_ci"
                + "&allowPublicKeyRetrieval=true&sslMode=PREFERRED";
    }

    /**
     * An empty database for a test run, gone when it stops: an external one when DB_HOST is set, MySQL with
     * {@code -Ddatabase=mysql} (unpacked in {@code mysql.home}), else MariaDB.
     */
    static Database forTests() {
        if (External.isConfigured(System.getenv())) {
            return new External(System.getenv(), Folders.target());
        }
        Path folder = TemporaryFolder.create();
        DatabaseServer server = "mysql".equals(System.getProperty("database"))
                ? new MySql(folder, Ports.free())
                : new MariaDb(folder, Ports.free());
        return new TemporaryDatabase(server);
    }

    /** The developer's database: an external one when DB_HOST is set, else MariaDB whose data stays between runs. */
    static Database forDevelopment(Path dataFolder) {
        return External.isConfigured(System.getenv())
                ? new External(System.getenv(), dataFolder)
                : new MariaDb(dataFolder.resolve("mariadb"), MariaDb.DEVELOPMENT_PORT);
    }
}
