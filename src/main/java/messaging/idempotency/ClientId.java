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
 * The id that a client made for a request, so that it can repeat it: 1 to 64 characters (code points), compared byte for
 * byte.
 *
 * @param value the id
 */
public record ClientId(String value) {
    /** Most characters. */
    public static final int MAX = 64;
    /** Name of the field of a body. */
    public static final String FIELD = "client_id";
    /** Name of the header. */
    public static final String HEADER = "Idempotency-Key";

    // Other characters arrive as different ones, depending on who carries the header.
    private static final Pattern IN_HEADER = Pattern.compile("[\\x20-\\x7E]{1," + MAX + "}");

    /** Refuses what is no such id; who reads input checks it before. */
    public ClientId {
        var length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX) {
            throw new IllegalArgumentException("A client id of " + length + " characters");
        }
    }

    /**
     * The id of a request, from its body or its header.
     *
     * @param field the body's {@code client_id}, 1 to 64 characters; null if it has none
     * @param header value of {@code Idempotency-Key}; null if there is none
     * @return empty if the request has no id
     * @throws InvalidInput if the header is no id, or another one than the body's
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
