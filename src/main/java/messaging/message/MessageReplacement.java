package messaging.message;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that replaces the content of a message (S-API-8).
 *
 * @param content 1 to 10,000 characters (grapheme clusters), at least one of them visible, kept as they are
 */
@Schema(description = "The new content of a message; its other fields are left unchanged")
public record MessageReplacement(
        @Schema(examples = "Hello again!", required = true, minLength = 1, maxLength = MessageContent.MAX)
        @NotNull
        @MessageContent
        String content) {
    /** Omits the content. */
    @Override
    public String toString() {
        return "MessageReplacement[]";
    }
}
