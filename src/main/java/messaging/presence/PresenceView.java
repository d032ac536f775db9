package messaging.presence;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who of a conversation is online.
 *
 * @param conversation id of the conversation
 * @param online ids of accounts
 */
@Schema(name = "Presence", description = "The online participants of a conversation")
public record PresenceView(
        @Schema(examples = "5", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(examples = "[1, 3]", required = true, description = "Ids of the participants who are online")
        List<Long> online) {
    /** Copies the ids. */
    public PresenceView {
        online = List.copyOf(online);
    }
}
