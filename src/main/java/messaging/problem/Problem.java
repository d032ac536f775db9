package messaging.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem detail (RFC 9457).
 *
 * @param type {@code about:blank}: the title says what the status code means
 * @param title the status in words
 * @param status HTTP status code
 * @param detail what went wrong this time, for people
 * @param instance path of the request
 * @param requestId what to look for in the server's log; also in the header {@code X-Request-Id}
 * @param errors every fault of the input, for 400 only
 */
@Schema(description = "A problem detail (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @Schema(examples = "about:blank", required = true) String type,

        @Schema(examples = "Bad Request", required = true) String title,

        @Schema(examples = "400", required = true) int status,

        @Schema(examples = "The input is invalid.", required = true)
        String detail,

        @Schema(examples = "/api/v1/users/", required = true)
        String instance,

        @JsonProperty("request_id")
        @Schema(
                description = "What to look for in the server's log",
                examples = "3f6c0b7e-6b0d-4f0e-9a51-0f2a5f6f7c11",
                required = true)
        String requestId,

        @Schema(description = "Every fault of the input") List<FieldError> errors) {
    /**
     * Media type of a problem. A method without an answer of its own produces this too, beside JSON: a generated client
     * that expects nothing but errors from it accepts nothing else.
     */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the errors. */
    public Problem {
        errors = List.copyOf(errors);
    }
}
