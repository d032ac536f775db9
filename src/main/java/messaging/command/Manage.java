package messaging.command;

import java.util.Map;
import java.util.Objects;
import messaging.schema.DatabaseUnreachable;
import messaging.settings.InvalidSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The management commands. The exit code is 0 for success, 1 for failure and 2 for invalid usage. */
@Command(
        name = "manage",
        description = "Management commands of the messaging server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Manage {
    private final Map<String, String> environment;

    private Manage(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs one command and ends the process.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    /**
     * Runs one command.
     *
     * @param environment variables as in {@code .env.example}
     * @param arguments the command and its options
     * @return 0 for success, 1 for failure, 2 for invalid usage
     */
    public static int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new Manage(environment))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(reason(failure));
                    return 1;
                })
                .execute(arguments);
    }

    @Command(name = "help", description = "Shows this help.")
    void help() {
        CommandLine.usage(this, System.out);
    }

    @Command(name = "migrate", description = "Applies pending migrations.")
    void migrate() {
        try (var database = OperatorDatabase.open(environment)) {
            System.out.println("Migrations applied: " + database.migrate());
        }
    }

    @Command(name = "checkdb", description = "Checks that the database responds and is migrated.")
    void checkDatabase() {
        try (var database = OperatorDatabase.open(environment)) {
            System.out.println("The database responds: " + database.describe());
            var pending = database.countPendingMigrations();
            if (pending > 0) {
                throw new CommandFailed("Pending migrations: " + pending + "; run the command 'migrate'.");
            }
        }
    }

    @Command(
            name = "createsuperuser",
            description =
                    "Creates an administrator. Reads the password from the variable SUPERUSER_PASSWORD, or prompts"
                            + " for it.")
    void createSuperuser(
            @Option(names = "--username", required = true, description = "Username.") String username,
            @Option(names = "--email", required = true, description = "Email address.") String email,
            @Option(names = "--promote", description = "Promote an existing user.") boolean promote) {
        try (var database = OperatorDatabase.open(environment)) {
            // A server that was just started may still be migrating.
            database.migrate();
            System.out.println(new SuperuserCommand(database, environment).create(username, email, promote));
        }
    }

    @Command(
            name = "create_test_data",
            description = "Creates the test data if it is missing: the users kwame, ama and kofi with the password"
                    + " testpass123, and a conversation.")
    void createTestData() {
        try (var database = OperatorDatabase.open(environment)) {
            database.migrate();
            System.out.println(new TestDataCommand(database, environment).create());
        }
    }

    @Command(name = "generate_key", description = "Generates a signing key and prints it as a value for SIGNING_KEYS.")
    void generateKey(
            @Option(
                            names = "--add",
                            description = "Adds the key to those in SIGNING_KEYS. It signs once it is set as"
                                    + " SIGNING_KEY_ID.")
                    boolean add) {
        System.out.println(new KeyCommands(environment).generate(add));
    }

    @Command(name = "remove_key", description = "Prints the value of SIGNING_KEYS without one of its keys.")
    void removeKey(@Parameters(paramLabel = "KID", description = "ID of the key.") String id) {
        System.out.println(new KeyCommands(environment).remove(id));
    }

    @Command(name = "list_keys", description = "Lists the IDs of the keys in SIGNING_KEYS.")
    void listKeys() {
        new KeyCommands(environment).ids().forEach(System.out::println);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof InvalidSettings
                || failure instanceof CommandFailed
                || failure instanceof DatabaseUnreachable) {
            return failure.getMessage();
        }
        var cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return "Failed: " + Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }
}
