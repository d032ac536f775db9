package messaging.json;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.Violations;
import messaging.settings.Settings;

/**
 * Reads the JSON body of a request into its record. Resources declare no media type for bodies: JAX-RS would reject a
 * wrong one before the caller is authenticated. This reader rejects it after that.
 */
@Provider
@ApplicationScoped
@Consumes(MediaType.WILDCARD)
public class StrictBodyReader implements MessageBodyReader<Record> {
    private static final byte[] NO_FIELDS = {'{', '}'};

    @Inject
    private Settings settings;

    @Inject
    private Validator validator;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        var limit = settings.http().maxBodyBytes();
        var bytes = read(stream, headers.get(HttpHeaders.CONTENT_ENCODING), limit);
        if (bytes.length > 0) {
            refuseOtherThanJson(mediaType);
        }
        var left = bytes.length == 0 && Stream.of(annotations).anyMatch(OptionalBody.class::isInstance);
        var result = new StrictReader<>(type).read(left ? NO_FIELDS : bytes);
        if (!result.faults().isEmpty()) {
            throw new InvalidInput(withViolations(result));
        }
        return result.body();
    }

    // The limit applies to the body as sent and to its decompressed content.
    private static byte[] read(InputStream stream, List<String> contentEncoding, int limit) {
        var isGzip = ContentDecoding.isGzip(contentEncoding);
        byte[] bytes;
        try {
            bytes = stream.readNBytes(limit + 1);
        } catch (IOException e) {
            // A client that disconnects or sends malformed chunks is not a server failure.
            throw MalformedBody.incomplete();
        }
        if (bytes.length > limit) {
            throw new BodyTooLarge(limit);
        }
        return isGzip && bytes.length > 0 ? ContentDecoding.gunzip(bytes, limit) : bytes;
    }

    // The parameter's @Valid does not run if a type is wrong, so the rest of the body is validated here.
    private ArrayList<FieldError> withViolations(StrictReader.Result<Record> result) {
        var errors = new ArrayList<>(result.faults());
        var known = new HashSet<String>();
        errors.forEach(error -> known.add(error.field()));
        Violations.errors(validator.validate(result.body()), Violations.BODY).stream()
                .filter(error -> !known.contains(error.field()))
                .forEach(errors::add);
        return errors;
    }

    private static void refuseOtherThanJson(MediaType mediaType) {
        var charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (!mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                || mediaType.isWildcardType()
                || charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw new NotSupportedException();
        }
    }
}
