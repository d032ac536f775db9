package messaging.launch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An external database, named by the environment; it is never started, stopped or emptied here. */
final class External implements Database {

    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;

    External(Map<String, String> environment, Path dataFolder) {
        this.environment.put("DB_PORT", "3306");
        this.environment.put("DB_NAME", "messaging");
        this.environment.put("DB_USER", "messaging");
        this.environment.put("DB_PASSWORD", "");
        environment.forEach((name, value) -> {
            if (name.startsWith("DB_") && !value.isBlank()) {
                this.environment.put(name, value);
            }
        });
        folder = dataFolder.resolve(address().replaceAll("[^A-Za-z0-9.-]", "-"));
    }

    static boolean isConfigured(Map<String, String> environment) {
        return !environment.getOrDefault("DB_HOST", "").isBlank();
    }

    @Override
    public void start() {
        // A failure to connect is worth one clear line before anything else is tried.
        new SignIn(this).attempt().ifPresent(problem -> {
            throw new LaunchFailure("Cannot sign in at the database " + address() + " (from DB_HOST) as "
                    + environment.get("DB_USER") + ": " + problem);
        });
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public void stop() {
        // It was there before us.
    }

    @Override
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "the database " + address() + " (from DB_HOST)";
    }

    @Override
    public Path folder() {
        return folder;
    }

    private String address() {
        return environment.get("DB_HOST") + ":" + environment.get("DB_PORT") + "/" + environment.get("DB_NAME");
    }
}
