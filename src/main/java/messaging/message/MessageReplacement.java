package messaging.message;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a PUT of a message, which gives it other words (S-API-8).
 *
 * @param content 1 to 10,000 characters, kept as they are
 */
@Schema(description = "The new content of a message; its other fields are left unchanged")
public record MessageReplacement(
        @Schema(examples = "Hello again!", required = true, minLength = 1, maxLength = Content.MAX) @NotNull @Content
        String content) {
    /** Leaves the words out. */
    @Override
    public String toString() {
        return "MessageReplacement[]";
    }
}
