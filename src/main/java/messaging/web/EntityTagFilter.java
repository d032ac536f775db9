package messaging.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import messaging.json.GzipTag;
import messaging.json.Json;
import messaging.revision.IfMatch;

/**
 * Adds entity tags with a hash of the content to JSON responses, and answers a conditional GET with 304 and no body if
 * the client has the current content (RFC 9110, section 13.1.2; S-SPEED-5). The tag of a resource with a revision
 * starts with that revision, which is all that {@code If-Match} compares: {@code "3-Yk1c…"}. Other tags are weak, since
 * compression changes the bytes but not the content.
 */
@Provider
public class EntityTagFilter implements ContainerResponseFilter {
    private static final String HASH = "SHA-256";
    // As many bits as in a UUID.
    private static final int HASH_BYTES = 16;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var revision = response.getEntityTag();
        var isRead = isRead(request) && response.getStatus() == Status.OK.getStatusCode();
        if (!(response.getEntity() instanceof Record view) || !isRead && revision == null) {
            return;
        }
        var body = json(view);
        var hash = hash(body);
        var tag = revision == null
                ? new EntityTag(hash, true)
                : new EntityTag(revision.getValue() + IfMatch.REVISION_END + hash);
        var known = isRead ? known(request, tag) : Optional.<EntityTag>empty();
        response.getHeaders().putSingle(HttpHeaders.ETAG, known.orElse(tag));
        if (known.isPresent()) {
            response.setStatusInfo(Status.NOT_MODIFIED);
            // Like the full response (RFC 9110, section 15.4.5); without a body, no other class adds it.
            response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            response.setEntity(null);
        } else {
            response.setEntity(body, response.getEntityAnnotations(), response.getMediaType());
        }
    }

    // Returns the tag of the representation that the client has, uncompressed or compressed.
    private static Optional<EntityTag> known(ContainerRequestContext request, EntityTag tag) {
        var condition = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        return Stream.of(tag, GzipTag.of(tag))
                .filter(candidate -> IfNoneMatch.matches(condition, candidate))
                .findFirst();
    }

    private static boolean isRead(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    }

    private static byte[] json(Record view) {
        try {
            return Json.MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] body) {
        try {
            var hash = MessageDigest.getInstance(HASH).digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
