package messaging.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Everything behind the application on a developer's machine: the data folder, the database with its schema, the test
 * data, the signing key and an administrator. Everything that is created only once is kept in the data folder.
 */
final class Backend implements AutoCloseable {

    static final String ADMINISTRATOR = "admin";

    private final Steps steps;
    private final DataFolder data;
    private final Map<String, String> environment = new TreeMap<>();
    private volatile Database database;
    private volatile boolean closed;
    private String password;

    private Backend(Steps steps, DataFolder data) {
        this.steps = steps;
        this.data = data;
    }

    /** Locks the data folder; fails if another launcher uses it. */
    static Backend open(Steps steps) {
        return new Backend(steps, DataFolder.open());
    }

    /** Starts and fills what is missing. */
    void prepare() {
        Preconditions.spaceIsLeft(data.path(), !Files.exists(data.resolve("mariadb")));
        database = Database.forDevelopment(data.path());
        steps.say("Starting " + database.name());
        database.start();
        environment.putAll(database.environment());
        // Of no use to the application, so it does not get it.
        environment.remove("DB_ROOT_PASSWORD");
        unlessExported("DEBUG", () -> "true");
        unlessExported("SIGNING_KEYS", this::signingKeys);
        steps.say("Bringing the database's schema up to date");
        manage("migrate").run("migrate");
        steps.say("Loading the test data");
        manage("create_test_data").run("create_test_data");
        makeAdministrator();
    }

    /** Exported variables override the defaults for development. */
    private void unlessExported(String name, Supplier<String> value) {
        if (System.getenv().getOrDefault(name, "").isBlank()) {
            environment.put(name, value.get());
        }
    }

    private String signingKeys() {
        return new PrivateFile(data.resolve("signing-keys")).readOrMake(() -> {
            steps.say("Making a signing key");
            return manage("generate_key").run("generate_key");
        });
    }

    /** The password is on disk before the account is made: a start interrupted in between can be repeated. */
    private void makeAdministrator() {
        PrivateFile kept = new PrivateFile(database.folder().resolve("admin-password"));
        password = kept.read().orElseGet(() -> {
            steps.say("Making the administrator");
            PrivateFile pending = new PrivateFile(database.folder().resolve("admin-password.pending"));
            boolean again = pending.read().isPresent();
            String fresh = pending.readOrMake(PrivateFile::randomPassword);
            String said = manage("createsuperuser")
                    .with("SUPERUSER_PASSWORD", fresh)
                    .run("createsuperuser", "--username", ADMINISTRATOR, "--email", ADMINISTRATOR + "@example.com");
            // Only an external database has an administrator that was not created here.
            String known = said.contains("unchanged") && !again ? "(the password it had before)" : fresh;
            kept.write(known);
            pending.delete();
            return known;
        });
    }

    private ManageCommand manage(String name) {
        if (closed) {
            throw new LaunchFailure("Stopped");
        }
        return new ManageCommand(environment, log(name));
    }

    /** The settings for the application, over those of this process. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    String administratorPassword() {
        return password;
    }

    String description() {
        return database.description();
    }

    Path folder() {
        return data.path();
    }

    Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    /** Stops the database and frees the data folder. */
    @Override
    public void close() {
        closed = true;
        Database running = database;
        if (running != null) {
            steps.say("Stopping the database");
            running.stop();
            steps.say("Everything is stopped; the data stays in " + data.path());
        }
        data.close();
    }
}
