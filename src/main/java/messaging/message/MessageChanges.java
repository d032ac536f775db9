package messaging.message;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that edits a message (S-API-8).
 *
 * @param content 1 to 10,000 characters (grapheme clusters), at least one of them visible
 */
@Schema(name = "MessageUpdate", description = "The fields of the message to change")
public record MessageChanges(
        @Schema(implementation = String.class, examples = "Hello again!", minLength = 1, maxLength = MessageContent.MAX)
        Change<@NotNull @MessageContent String> content) {
    /** Omits the content. */
    @Override
    public String toString() {
        return "MessageChanges[]";
    }
}
