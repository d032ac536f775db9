package messaging.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Requests that differ in path or body only.
 *
 * @param method of HTTP
 * @param root of the server, with a slash at the end
 * @param paths below the root, used in turn
 * @param bodies JSON, used in turn; empty for none
 * @param headers of each request
 * @param status that means success
 */
record Target(
        String method, String root, List<String> paths, List<String> bodies, Map<String, String> headers, int status) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static Target get(String root, String path, Map<String, String> headers) {
        return new Target("GET", root, List.of(path), List.of(), headers, 200);
    }

    static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
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
        headers.forEach(request::header);
        if (bodies.isEmpty()) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body(number)))
                .build();
    }
}
