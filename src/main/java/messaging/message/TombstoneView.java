package messaging.message;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The remains of a deleted message.
 *
 * @param id identifier
 * @param conversation id of the conversation
 * @param seq number in the conversation
 * @param sender id of the sender
 * @param deletedBy id of the account that deleted it, or null if unknown
 * @param deletedAt UTC
 * @param version of the conversation after the deletion
 */
@Schema(name = "Tombstone", description = "The remains of a deleted message")
public record TombstoneView(
        @Schema(examples = "42", required = true) long id,

        @Schema(examples = "1", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(examples = "12", required = true, description = "Number in the conversation")
        long seq,

        @Schema(examples = "1", required = true, description = "Id of the user who sent it")
        long sender,

        @Schema(
                name = "deleted_by",
                examples = "2",
                required = true,
                nullable = true,
                description = "Id of the user who deleted it")
        Long deletedBy,

        @Schema(name = "deleted_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant deletedAt,

        @Schema(examples = "15", required = true, description = "Version of the conversation after the deletion")
        long version) {

    static TombstoneView of(MessageView message, Long deletedBy, Instant deletedAt) {
        return new TombstoneView(
                message.id(),
                message.conversation(),
                message.seq(),
                message.sender(),
                deletedBy,
                deletedAt,
                message.version());
    }
}
