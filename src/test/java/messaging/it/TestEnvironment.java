package messaging.it;

import java.util.HashMap;
import java.util.Map;
import messaging.launch.Database;
import messaging.token.SigningKeys;

/** The one place that says which settings the application has in integration tests. */
public final class TestEnvironment {

    private TestEnvironment() {}

    static Map<String, String> of(Database database, int port) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.put("SIGNING_KEYS", SigningKeys.generateSetting());
        // The cheapest that the application accepts: the tests hash many passwords and test something else.
        environment.put("PASSWORD_MEMORY_KIB", "64");
        environment.put("PASSWORD_ITERATIONS", "1");
        String coverage = System.getProperty("coverage.agent", "");
        if (!coverage.isEmpty()) {
            environment.put("JVM_ARGS", coverage);
        }
        return environment;
    }
}
