package messaging.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One fault of the input.
 *
 * @param field name of the field or parameter as the client wrote it, {@code participants[1]} for an element; empty for
 *     the body as a whole
 * @param message what is wrong, for people
 */
@Schema(description = "One fault of the input")
public record FieldError(
        @Schema(
                description = "Field or parameter, empty for the body as a whole",
                examples = "username",
                required = true)
        String field,

        @Schema(description = "What is wrong", examples = "is already taken", required = true)
        String message) {}
