package messaging.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem detail (RFC 9457).
 *
 * @param type kind of problem: a URI reference, which the server resolves to a page about it
 * @param title the type in words
 * @param status HTTP status code
 * @param detail description of the problem in this request, for people
 * @param instance path of the request
 * @param requestId ID of the request in the server's log; also in the header {@code X-Request-Id}
 * @param code for 401 only: the error code that clients of Simple JWT know
 * @param errors for 400 only: every fault of the input
 */
@Schema(description = "A problem detail (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @Schema(ref = "ProblemType") ProblemType type,

        @Schema(description = "The type in words", examples = "Invalid input", required = true)
        String title,

        @Schema(examples = "400", required = true) int status,

        @Schema(
                description = "Description of the problem, for people; may change",
                examples = "The input is not valid.",
                required = true)
        String detail,

        @Schema(description = "Path of the request", examples = "/api/v1/users/", required = true)
        String instance,

        @JsonProperty("request_id")
        @Schema(
                description = "Identifies the request in the server's log",
                examples = "3f6c0b7e-6b0d-4f0e-9a51-0f2a5f6f7c11",
                required = true)
        String requestId,

        @Schema(
                description = "For 401 only: the code that clients of Django REST framework and Simple JWT branch on",
                enumeration = {"not_authenticated", "token_not_valid", "no_active_account"},
                examples = "token_not_valid")
        String code,

        @Schema(description = "Every fault of the input") List<FieldError> errors) {
    /**
     * Media type of a problem. Methods without a response body produce it too, beside JSON: a generated client that
     * expects only errors in a response accepts only this type.
     */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }
}
