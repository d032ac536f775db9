package messaging.json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Reads entity tags of compressed responses in conditions as those of the same revision (S-SPEED-5). */
@Provider
@PreMatching
public class GzipTagFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** What the tag of a compressed response ends with. */
    static final String SUFFIX = "-gzip";

    private static final List<String> CONDITIONS = List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);
    private static final String COMPRESSED = GzipTagFilter.class.getName();

    @Override
    public void filter(ContainerRequestContext request) {
        for (var name : CONDITIONS) {
            var values = request.getHeaders().get(name);
            if (values != null && values.stream().anyMatch(value -> value.contains(SUFFIX))) {
                request.getHeaders()
                        .put(
                                name,
                                values.stream()
                                        .map(value -> value.replace(SUFFIX + "\"", "\""))
                                        .toList());
                request.setProperty(COMPRESSED, true);
            }
        }
    }

    /** Returns to a client that has the compressed response the tag of that one. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == Status.NOT_MODIFIED.getStatusCode()
                && request.getProperty(COMPRESSED) != null
                && response.getHeaders().getFirst(HttpHeaders.ETAG) instanceof EntityTag tag) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, new EntityTag(tag.getValue() + SUFFIX, tag.isWeak()));
        }
    }
}
