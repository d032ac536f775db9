package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that marks messages as read (S-PLUS-3).
 *
 * @param seq number of the message up to which all is read; 0 for none
 */
@Schema(name = "ReadMark", description = "The message up to which everything is read")
public record ReadMark(
        @Schema(
                examples = "2",
                required = true,
                minimum = "0",
                description = "seq of the last read message; 0 for none")
        @NotNull
        @PositiveOrZero
        Long seq) {}
