package messaging.launch;

import java.util.Map;
import java.util.Set;

/**
 * What {@code mvn -Pmanage -Dargs="..."} runs: one of the operator's commands on the developer's database. A database that
 * {@code mvn -Pstart} runs is used as it is; otherwise it runs for as long as the command.
 */
public final class Operate {

    private static final Set<String> WITHOUT_DATABASE = Set.of("help", "generate_key", "list_keys", "remove_key");

    private final Steps steps = Steps.onConsole();
    private volatile DataFolder data;
    private volatile Database started;

    private Operate() {}

    /** Returns only by ending the process, so that Maven adds no report of its own. */
    public static void main(String[] arguments) {
        Operate operate = new Operate();
        Runtime.getRuntime().addShutdownHook(new Thread(operate::stop, "stop"));
        System.exit(operate.run(arguments));
    }

    private int run(String... arguments) {
        try {
            return ManageCommand.onConsole(needsDatabase(arguments) ? database() : Map.of(), arguments);
        } catch (LaunchFailure failure) {
            steps.show("Cannot run the command: " + failure.getMessage());
            return 1;
        }
    }

    static boolean needsDatabase(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-") && !WITHOUT_DATABASE.contains(arguments[0]);
    }

    private Map<String, String> database() {
        Database database = Database.forDevelopment(DataFolder.ofCheckout());
        if (!database.isRunning()) {
            data = DataFolder.open();
            started = database;
            steps.say("Starting " + database.name());
            database.start();
        }
        return database.environment();
    }

    private void stop() {
        Database running = started;
        if (running != null) {
            steps.say("Stopping the database");
            running.stop();
        }
        DataFolder opened = data;
        if (opened != null) {
            opened.close();
        }
    }
}
