package messaging.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A fault of the input. Clients branch on {@code code} and its parameters, which are null unless the code has them.
 *
 * @param field name of the field or parameter as the client wrote it, {@code participants[1]} for an element; empty for
 *     the whole body
 * @param code the fault, for programs
 * @param min minimum value, length or size
 * @param max maximum value, length or size
 * @param maxBytes maximum length in bytes of UTF-8
 * @param allowed values that the field accepts
 * @param ids values that refer to nothing
 * @param other name of the other field or parameter
 * @param expected JSON type
 * @param format name of the format
 * @param message the fault, for people
 */
@Schema(description = "A fault of the input, as a code and its parameters")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(
        @Schema(description = "Field or parameter; empty for the whole body", examples = "title", required = true)
        String field,

        @Schema(ref = "ErrorCode") ErrorCode code,

        @Schema(description = "Minimum value, length or size", examples = "1")
        Long min,

        @Schema(description = "Maximum value, length or size", examples = "255")
        Long max,

        @Schema(name = "max_bytes", description = "Maximum length in bytes of UTF-8", examples = "3060")
        Long maxBytes,

        @Schema(description = "Values that the field accepts")
        List<String> allowed,

        @Schema(description = "Values that refer to nothing")
        List<Long> ids,

        @Schema(description = "Name of the other field or parameter", examples = "before")
        String other,

        @Schema(ref = "JsonType") JsonType expected,
        @Schema(ref = "ValueFormat") ValueFormat format,

        @Schema(
                description = "Message for people; may change",
                examples = "must be at most 255 characters",
                required = true)
        String message) {

    public static final String MIN = "min";

    public static final String MAX = "max";

    public static final String MAX_BYTES = "max_bytes";

    /**
     * Creates a field error of a code without parameters.
     *
     * @param field name as the client wrote it
     * @param code what is wrong
     * @return the error with its message
     */
    public static FieldError of(String field, ErrorCode code) {
        return of(field, code, Map.of());
    }

    /**
     * Creates a field error.
     *
     * @param field name as the client wrote it
     * @param code what is wrong
     * @param parameters exactly the code's parameters by name: numbers, a {@link JsonType}, a {@link ValueFormat}, a
     *     string for {@code other}, and lists for {@code allowed} and {@code ids}
     * @return the error with its message
     */
    @SuppressWarnings("unchecked") // The type of the items does not matter to Jackson.
    public static FieldError of(String field, ErrorCode code, Map<String, ?> parameters) {
        var message = code.message(parameters);
        return new FieldError(
                field,
                code,
                number(parameters.get(MIN)),
                number(parameters.get(MAX)),
                number(parameters.get(MAX_BYTES)),
                (List<String>) parameters.get("allowed"),
                (List<Long>) parameters.get("ids"),
                (String) parameters.get("other"),
                (JsonType) parameters.get("expected"),
                (ValueFormat) parameters.get("format"),
                message);
    }

    /**
     * Creates a field error for a value of the wrong JSON type.
     *
     * @param field name as the client wrote it
     * @param expected the type that the field accepts
     * @return the error with its message
     */
    public static FieldError type(String field, JsonType expected) {
        return of(field, ErrorCode.INVALID_TYPE, Map.of("expected", expected));
    }

    /**
     * Creates a field error for a value in the wrong format.
     *
     * @param field name as the client wrote it
     * @param format the format that the field accepts
     * @return the error with its message
     */
    public static FieldError format(String field, ValueFormat format) {
        return of(field, ErrorCode.INVALID_FORMAT, Map.of("format", format));
    }

    /**
     * Creates a field error for a value that is not in a list.
     *
     * @param field name as the client wrote it
     * @param allowed values that the field accepts
     * @return the error with its message
     */
    public static FieldError choice(String field, List<String> allowed) {
        return of(field, ErrorCode.INVALID_CHOICE, Map.of("allowed", List.copyOf(allowed)));
    }

    private static Long number(Object value) {
        return value == null ? null : ((Number) value).longValue();
    }
}
