package messaging.event;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What changed since a position or some versions.
 *
 * @param position where to go on
 * @param more whether there is more to read at once
 * @param conversations what changed
 * @param reads how far others have read
 * @param inbox one's own state of conversations
 */
@Schema(name = "Sync", description = "What changed since a position or some versions")
public record SyncView(
        @Schema(examples = "MTc2Mzgw", required = true, description = "Where to go on; opaque")
        String position,

        @Schema(examples = "false", required = true, description = "Whether there is more to read at once")
        boolean more,

        @Schema(
                required = true,
                description =
                        "In the order of the conversations' ids; of one that was joined that, and then what changed since")
        List<ChangesView> conversations,

        @Schema(required = true, description = "How far participants have read, where that changed")
        List<ReadView> reads,

        @Schema(required = true, description = "One's own state of conversations, where that may have changed")
        List<InboxView> inbox) {
    /** Copies the lists. */
    public SyncView {
        conversations = List.copyOf(conversations);
        reads = List.copyOf(reads);
        inbox = List.copyOf(inbox);
    }
}
