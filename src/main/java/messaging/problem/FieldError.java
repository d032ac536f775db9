package messaging.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One fault of the input. Clients branch on {@code code} and its parameters, which are null unless the code has them.
 *
 * @param field name of the field or parameter as the client wrote it, {@code participants[1]} for an element; empty for
 *     the body as a whole
 * @param code what is wrong, for programs
 * @param min smallest value, length or size
 * @param max largest value, length or size
 * @param maxBytes largest length in bytes of UTF-8
 * @param allowed values that the field accepts
 * @param ids values that refer to nothing
 * @param other name of the other field or parameter
 * @param expected JSON type
 * @param format name of the format
 * @param message what is wrong, for people
 */
@Schema(description = "One fault of the input: the code says which, and its parameters are given beside it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(
        @Schema(description = "Field or parameter, empty for the body as a whole", examples = "title", required = true)
        String field,

        @Schema(ref = "ErrorCode") ErrorCode code,

        @Schema(description = "Smallest value, length or size", examples = "1")
        Long min,

        @Schema(description = "Largest value, length or size", examples = "255")
        Long max,

        @Schema(name = "max_bytes", description = "Largest length in bytes of UTF-8", examples = "3060")
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
                description = "The code in words; may change",
                examples = "must be at most 255 characters",
                required = true)
        String message) {

    /** Name of the parameter of most codes. */
    public static final String MIN = "min";

    /** Name of the parameter of most codes. */
    public static final String MAX = "max";

    /** Name of the parameter of {@link ErrorCode#TOO_MANY_BYTES}. */
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
    @SuppressWarnings("unchecked") // Jackson writes the lists by their items, whatever they are.
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
     * Creates a field error about a value of the wrong JSON type.
     *
     * @param field name as the client wrote it
     * @param expected the type that the field accepts
     * @return the error with its message
     */
    public static FieldError type(String field, JsonType expected) {
        return of(field, ErrorCode.INVALID_TYPE, Map.of("expected", expected));
    }

    /**
     * Creates a field error about a value in the wrong format.
     *
     * @param field name as the client wrote it
     * @param format that the field accepts
     * @return the error with its message
     */
    public static FieldError format(String field, ValueFormat format) {
        return of(field, ErrorCode.INVALID_FORMAT, Map.of("format", format));
    }

    /**
     * Creates a field error about a value that is not one of a list.
     *
     * @param field name as the client wrote it
     * @param maxBytes largest length in bytes of UTF-8
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
