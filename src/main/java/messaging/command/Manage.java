package messaging.command;

import java.util.Map;
import java.util.Objects;
import messaging.schema.DatabaseUnreachable;
import messaging.settings.InvalidSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operator's commands. The exit code is 0 for done, 1 for failed and 2 for wrong usage. */
@Command(
        name = "manage",
        description = "Commands for the operator of a messaging server.",
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
     * @param environment where the database is and what passwords cost, as in {@code .env.example}
     * @param arguments the command and its options
     * @return 0 for done, 1 for failed, 2 for wrong usage
     */
    public static int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new Manage(environment))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(reason(failure));
                    return 1;
                })
                .execute(arguments);
    }

    /** Without a command there is nothing to do. */
    @Command(name = "help", description = "Shows this help.")
    void help() {
        CommandLine.usage(this, System.out);
    }

    @Command(name = "migrate", description = "Applies the migrations that are missing.")
    void migrate() {
        try (var database = OperatorDatabase.open(environment)) {
            System.out.println("Migrations applied: " + database.migrate());
        }
    }

    @Command(name = "checkdb", description = "Checks that the database can be reached and is migrated.")
    void checkDatabase() {
        try (var database = OperatorDatabase.open(environment)) {
            System.out.println("The database answers: " + database.describe());
            var missing = database.missingMigrations();
            if (missing > 0) {
                throw new CommandFailed(
                        "Migrations that are missing: " + missing + "; the command 'migrate' applies them.");
            }
        }
    }

    @Command(
            name = "createsuperuser",
            description = "Makes an administrator. The password comes from the variable SUPERUSER_PASSWORD or is asked"
                    + " for.")
    void createSuperuser(
            @Option(names = "--username", required = true, description = "User name.") String username,
            @Option(names = "--email", required = true, description = "E-mail address.") String email,
            @Option(names = "--promote", description = "Give an existing user the rights.") boolean promote) {
        try (var database = OperatorDatabase.open(environment)) {
            // Right after a start the server may still be at it.
            database.migrate();
            System.out.println(new SuperuserCommand(database, environment).create(username, email, promote));
        }
    }

    @Command(
            name = "create_test_data",
            description = "Loads the test data: kwame, ama and kofi, password testpass123, and a conversation. Does"
                    + " nothing if it is there.")
    void createTestData() {
        try (var database = OperatorDatabase.open(environment)) {
            database.migrate();
            System.out.println(new TestDataCommand(database, environment).create());
        }
    }

    @Command(name = "generate_key", description = "Prints a new signing key as a value for SIGNING_KEYS.")
    void generateKey(
            @Option(
                            names = "--add",
                            description = "Adds the key to the keys in SIGNING_KEYS. It signs once SIGNING_KEY_ID"
                                    + " names it.")
                    boolean add) {
        System.out.println(new KeyCommands(environment).generate(add));
    }

    @Command(name = "remove_key", description = "Prints the value of SIGNING_KEYS without one of its keys.")
    void removeKey(@Parameters(paramLabel = "KID", description = "Id of the key.") String id) {
        System.out.println(new KeyCommands(environment).remove(id));
    }

    @Command(name = "list_keys", description = "Lists the ids of the keys in SIGNING_KEYS.")
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
