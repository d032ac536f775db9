package messaging.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import messaging.json.Json;

/**
 * Gives the response to a GET an entity tag, a hash of its JSON, and answers 304 without a body if the client already has
 * it (RFC 9110, section 13.1.2; S-SPEED-5). The tag is weak: compression changes the bytes, not the content. A resource
 * that sets a tag of its own, its revision for {@code If-Match}, keeps it; as its content can change without an edit, it
 * is answered in full.
 */
@Provider
public class EntityTagFilter implements ContainerResponseFilter {
    private static final String HASH = "SHA-256";
    // As many bits as a UUID has.
    private static final int HASH_BYTES = 16;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isRead(request) || !(response.getEntity() instanceof Record view) || response.getEntityTag() != null) {
            return;
        }
        if (response.getStatus() != Status.OK.getStatusCode()) {
            return;
        }
        var body = json(view);
        var tag = "W/\"" + hash(body) + '"';
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        if (IfNoneMatch.matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusInfo(Status.NOT_MODIFIED);
            // As the full response has it (RFC 9110, section 15.4.5); without a body nothing else adds it.
            response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            response.setEntity(null);
        } else {
            response.setEntity(body, response.getEntityAnnotations(), response.getMediaType());
        }
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
