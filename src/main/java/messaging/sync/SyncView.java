package messaging.sync;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The changes since a sync token or known versions.
 *
 * @param position sync token to continue from
 * @param more whether there are more pages
 * @param conversations the changes, by conversation
 * @param reads how far participants have read
 * @param inbox the user's own state of conversations
 */
@Schema(name = "SyncResult", description = "The changes since a sync token or known versions")
public record SyncView(
        @Schema(examples = "MTc2Mzgw", required = true, description = "Sync token to continue from; opaque")
        String position,

        @Schema(examples = "false", required = true, description = "Whether more changes can be read at once")
        boolean more,

        @Schema(
                required = true,
                description = "Ordered by conversation ID; a new conversation has a joined entry before its changes")
        List<ChangesView> conversations,

        @Schema(required = true, description = "Changed read pointers of participants")
        List<ReadReceiptView> reads,

        @Schema(required = true, description = "The caller's own state of conversations in which it may have changed")
        List<InboxView> inbox) {
    /** Copies the lists. */
    public SyncView {
        conversations = List.copyOf(conversations);
        reads = List.copyOf(reads);
        inbox = List.copyOf(inbox);
    }
}
