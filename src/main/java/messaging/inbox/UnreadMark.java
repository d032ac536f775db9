package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that marks messages as unread (S-PLUS-3).
 *
 * @param seq number of the first message that is unread again
 */
@Schema(description = "From which message on everything is unread again")
public record UnreadMark(
        @Schema(
                examples = "11",
                required = true,
                minimum = "1",
                description = "Number of the first message that is unread again")
        @NotNull
        @Positive
        Long seq) {}
