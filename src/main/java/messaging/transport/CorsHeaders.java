package messaging.transport;

import java.util.List;
import java.util.Map;

/**
 * CORS headers of responses that the transport itself sends. They equal those that Liberty adds to the application's
 * responses according to the element {@code cors} of {@code server.xml}.
 */
final class CorsHeaders {
    /** As in {@code server.xml}. */
    static final String EXPOSED = "ETag, Location, Retry-After, WWW-Authenticate, X-Request-Id";

    private static final String DOMAIN = "/api";
    private static final String ANY = "*";

    private final List<String> origins;

    /**
     * Creates the headers for a list of origins.
     *
     * @param allowedOrigins separated by commas, or {@code *}, as in the setting {@code CORS_ALLOWED_ORIGINS}
     */
    CorsHeaders(String allowedOrigins) {
        origins = allowedOrigins.isBlank()
                ? List.of()
                : allowedOrigins.contains(ANY)
                        ? List.of(ANY)
                        : List.of(allowedOrigins.strip().split("\\s*,\\s*"));
    }

    /**
     * Returns the headers of a response.
     *
     * @param path path of the request
     * @param origin the request's header Origin; null without one
     * @return empty for a path that other origins cannot access
     */
    Map<String, String> of(String path, String origin) {
        if (origins.isEmpty() || !path.equals(DOMAIN) && !path.startsWith(DOMAIN + "/")) {
            return Map.of();
        }
        var isAny = origins.contains(ANY);
        if (origin == null || !isAny && !origins.contains(origin)) {
            return Map.of("Vary", "Origin");
        }
        return Map.of(
                "Access-Control-Allow-Origin",
                isAny ? ANY : origin,
                "Access-Control-Expose-Headers",
                EXPOSED,
                "Vary",
                "Origin");
    }
}
