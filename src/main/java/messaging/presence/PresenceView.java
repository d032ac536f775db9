package messaging.presence;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The online participants of a conversation.
 *
 * @param conversation ID of the conversation
 * @param online IDs of the accounts
 */
@Schema(name = "Presence", description = "The online participants of a conversation")
public record PresenceView(
        @Schema(examples = "5", required = true, description = "ID of the conversation")
        long conversation,

        @Schema(examples = "[1, 3]", required = true, description = "IDs of the participants who are online")
        List<Long> online) {
    /** Copies the ids. */
    public PresenceView {
        online = List.copyOf(online);
    }
}
