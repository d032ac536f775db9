package messaging.message;

import jakarta.validation.constraints.NotNull;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.ValueFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that adds a reaction (S-TEXT-7).
 *
 * @param emoji a single emoji of Unicode's list
 */
@Schema(name = "ReactionCreate", examples = "{\"emoji\": \"👍\"}", description = "A reaction to add")
public record NewReaction(
        @Schema(
                examples = "#️⃣",
                required = true,
                minLength = 1,
                maxLength = 64,
                description = "One emoji of Unicode's list")
        @NotNull
        String emoji) {

    /**
     * Returns the emoji in its fully qualified form.
     *
     * @throws InvalidInput if the text is not a single emoji
     */
    Emoji qualified() {
        return Emoji.find(emoji).orElseThrow(() -> new InvalidInput(FieldError.format("emoji", ValueFormat.EMOJI)));
    }
}
