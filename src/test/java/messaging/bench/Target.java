package messaging.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;

/**
 * Requests that differ in path or body only.
 *
 * @param method of HTTP
 * @param root of the server, with a slash at the end
 * @param paths below the root, used in turn
 * @param bodies JSON, used in turn; empty for none
 * @param token an access token; empty for none
 * @param status that means success
 */
record Target(String method, String root, List<String> paths, List<String> bodies, String token, int status) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static Target get(String root, String path, String token) {
        return new Target("GET", root, List.of(path), List.of(), token, 200);
    }

    /** How many different requests there are. */
    int size() {
        return Math.max(paths.size(), bodies.size());
    }

    String path(long number) {
        return paths.get((int) (number % paths.size()));
    }

    String body(long number) {
        return bodies.isEmpty() ? "" : bodies.get((int) (number % bodies.size()));
    }

    /** Returns the request with a number, for {@code java.net.http}. */
    HttpRequest request(long number) {
        var request = HttpRequest.newBuilder(URI.create(root + path(number))).timeout(TIMEOUT);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (bodies.isEmpty()) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body(number)))
                .build();
    }
}
