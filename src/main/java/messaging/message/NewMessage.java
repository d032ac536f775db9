package messaging.message;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that sends a message, and body of a PUT, which gives it other words (S-API-8).
 *
 * @param content 1 to 10,000 characters, kept as they are
 */
@Schema(description = "The words of a message")
public record NewMessage(
        @Schema(examples = "Hello, this is a test message!", required = true, minLength = 1, maxLength = Content.MAX)
        @NotNull
        @Content
        String content) {
    /** Leaves the words out. */
    @Override
    public String toString() {
        return "NewMessage[]";
    }
}
