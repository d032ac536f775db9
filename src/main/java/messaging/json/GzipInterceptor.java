package messaging.json;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Compresses JSON above 1 KiB for clients that accept gzip (S-SPEED-5). A compressed body needs its own entity tag if
 * the tag is strong: {@link GzipTag}.
 */
@Provider
public class GzipInterceptor implements WriterInterceptor {
    private static final String GZIP = "gzip";

    @Context
    private HttpHeaders request;

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!isJson(context.getMediaType()) || isUncompressed(context)) {
            context.proceed();
            return;
        }
        var headers = context.getHeaders();
        headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (!AcceptEncoding.acceptsGzip(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
            context.proceed();
            return;
        }
        var response = context.getOutputStream();
        var compressing = new CompressingStream(response, () -> markCompressed(headers));
        context.setOutputStream(compressing);
        try {
            context.proceed();
            compressing.finish();
        } finally {
            compressing.release();
            context.setOutputStream(response);
        }
    }

    private static boolean isJson(MediaType type) {
        return type != null
                && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
    }

    private static boolean isUncompressed(WriterInterceptorContext context) {
        // RESTEasy passes no annotations for the response of an exception mapper.
        return Stream.of(Objects.requireNonNullElse(context.getAnnotations(), new Annotation[0]))
                .anyMatch(annotation -> annotation.annotationType() == Uncompressed.class);
    }

    private static void markCompressed(MultivaluedMap<String, Object> headers) {
        headers.putSingle(HttpHeaders.CONTENT_ENCODING, GZIP);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        if (headers.getFirst(HttpHeaders.ETAG) instanceof EntityTag tag) {
            headers.putSingle(HttpHeaders.ETAG, GzipTag.of(tag));
        }
    }
}
