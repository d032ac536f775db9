package messaging.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Reads the entity tag of a compressed response in {@code If-Match} as that of the same revision (S-SPEED-5). */
@Provider
@PreMatching
public class GzipTagFilter implements ContainerRequestFilter {
    /** What the tag of a compressed response ends with. */
    static final String SUFFIX = "-gzip";

    @Override
    public void filter(ContainerRequestContext request) {
        var values = request.getHeaders().get(HttpHeaders.IF_MATCH);
        if (values != null && values.stream().anyMatch(value -> value.contains(SUFFIX))) {
            request.getHeaders()
                    .put(
                            HttpHeaders.IF_MATCH,
                            values.stream()
                                    .map(value -> value.replace(SUFFIX + "\"", "\""))
                                    .toList());
        }
    }
}
