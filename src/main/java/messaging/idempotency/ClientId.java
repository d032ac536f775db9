package messaging.idempotency;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;

/**
 * A client-chosen id of a request, which makes retries safe: 1 to 64 characters (code points), compared byte for byte.
 *
 * @param value the id
 */
public record ClientId(String value) {
    /** Maximum number of code points. */
    public static final int MAX = 64;
    /** Name of the field in a request body. */
    public static final String FIELD = "client_id";
    /** Name of the header. */
    public static final String HEADER = "Idempotency-Key";

    // Servers and proxies disagree on the encoding of other characters in a header.
    private static final Pattern IN_HEADER = Pattern.compile("[\\x20-\\x7E]{1," + MAX + "}");

    /** Requires a valid id; input is validated before. */
    public ClientId {
        var length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX) {
            throw new IllegalArgumentException("A client id has 1 to " + MAX + " characters, not " + length);
        }
    }

    /**
     * Returns the id of a request, from its body or its header.
     *
     * @param field the body's {@code client_id}, already validated; null if absent
     * @param header value of {@code Idempotency-Key}; null if absent
     * @return empty if the request has no id
     * @throws InvalidInput if the header is not a valid id, or differs from the body's id
     */
    public static Optional<ClientId> of(String field, String header) {
        if (header != null && !IN_HEADER.matcher(header).matches()) {
            throw new InvalidInput(FieldError.format(HEADER, ValueFormat.CLIENT_ID));
        }
        if (field != null && header != null && !field.equals(header)) {
            throw new InvalidInput(HEADER, ErrorCode.MUST_MATCH, Map.of("other", FIELD));
        }
        return Optional.ofNullable(field == null ? header : field).map(ClientId::new);
    }

    /** Stores an id as its bytes. */
    @Converter
    public static class Column implements AttributeConverter<ClientId, byte[]> {
        @Override
        public byte[] convertToDatabaseColumn(ClientId id) {
            return id == null ? null : id.value().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public ClientId convertToEntityAttribute(byte[] column) {
            return column == null ? null : new ClientId(new String(column, StandardCharsets.UTF_8));
        }
    }
}
