package messaging.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import messaging.auth.jwt.SigningKeys;
import messaging.command.Manage;

/**
 * Run by the build of the image: starts the server of the image once, so that later starts find what each start
 * would create again: the server's folder of unpacked and resolved features, and Java's cache of linked classes.
 */
public final class WarmUp {

    private static final Duration READY = Duration.ofMinutes(5);
    private static final int AOT_CACHE_SINCE = 25;
    private static final Pattern ACCESS = Pattern.compile("\"access\":\"([^\"]+)\"");
    private static final int ROUNDS = 20;

    private WarmUp() {}

    /**
     * Starts, calls, stops.
     *
     * @param arguments the file for the cache of classes
     */
    public static void main(String[] arguments) {
        Database database = Database.forTests();
        try {
            database.start();
            warmUp(database, Path.of(arguments[0]));
        } finally {
            database.stop();
        }
    }

    private static void warmUp(Database database, Path cache) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("SIGNING_KEYS", SigningKeys.generateSetting());
        environment.put("HTTP_PORT", Integer.toString(Ports.free()));
        // As in production: the cache then holds the classes of the server's own warm-up, too.
        environment.put("WARM_UP_SECONDS", "60");
        // With Liberty's agent: without it, Java 25.0.3 crashes when it writes the cache.
        environment.put("WLP_SKIP_BOOTSTRAP_AGENT", "");
        Manage.run(environment, "migrate");
        Manage.run(environment, "create_test_data");
        if (Runtime.version().feature() >= AOT_CACHE_SINCE) {
            // The collector that Java chooses here by itself; servers with any other can use its cache.
            environment.put("JVM_ARGS", "-XX:-UseSerialGC -XX:+UseG1GC -XX:AOTCacheOutput=" + cache);
        } else {
            System.out.println("Java " + Runtime.version().feature() + " keeps no cache of classes; 25 does");
        }
        LibertyServer server = new LibertyServer(environment, Path.of("target", "warm-up.log"));
        server.start();
        try {
            server.awaitReady(READY);
            use(server.url());
            // Not stop(), which has a timeout: the cache is written at the very end, and that may take long.
            ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroy);
            server.waitFor();
        } finally {
            server.stop();
        }
    }

    /** What most clients do: the classes that this loads are in the cache. */
    private static void use(String url) {
        HttpClient client = HttpClient.newHttpClient();
        String pair = answer(
                client,
                request(url + "api/v1/token/").POST(body("{\"username\":\"kwame\",\"password\":\"testpass123\"}")));
        String token = "Bearer "
                + ACCESS.matcher(pair)
                        .results()
                        .findFirst()
                        .orElseThrow(() -> new LaunchFailure("The server gave no token"))
                        .group(1);
        for (int i = 0; i < ROUNDS; i++) {
            answer(client, request(url + "api/v1/conversations/").header("Authorization", token));
            answer(
                    client,
                    request(url + "api/v1/conversations/1/messages/")
                            .header("Authorization", token)
                            .POST(body("{\"content\":\"warm-up\"}")));
            answer(client, request(url + "api/v1/conversations/1/messages/").header("Authorization", token));
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(String json) {
        return BodyPublishers.ofString(json);
    }

    private static String answer(HttpClient client, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new LaunchFailure(response.uri() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new LaunchFailure("The server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted", e);
        }
    }
}
