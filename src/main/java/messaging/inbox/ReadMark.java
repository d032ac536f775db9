package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that marks messages as read (S-PLUS-3).
 *
 * @param seq number of the last read message; 0 for none
 */
@Schema(name = "ReadMark", description = "The last read message")
public record ReadMark(
        @Schema(
                examples = "2",
                required = true,
                minimum = "0",
                description = "seq of the last read message; 0 for none")
        @NotNull
        @PositiveOrZero
        Long seq) {}
