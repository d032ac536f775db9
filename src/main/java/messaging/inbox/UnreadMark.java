package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that marks messages as unread (S-PLUS-3).
 *
 * @param seq number of the first unread message
 */
@Schema(description = "The first unread message")
public record UnreadMark(
        @Schema(examples = "1", required = true, minimum = "1", description = "seq of the first unread message")
        @NotNull
        @Positive
        Long seq) {}
