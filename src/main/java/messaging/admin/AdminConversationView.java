package messaging.admin;

import java.time.Instant;
import messaging.conversation.Conversation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as administrators see it in a list.
 *
 * @param id identifier
 * @param title or null
 * @param participantCount how many take part
 * @param messageCount how many messages it has, without the deleted ones
 * @param lastSeq number of the latest message
 * @param createdAt UTC
 * @param updatedAt UTC
 */
@Schema(name = "AdminConversation", description = "A conversation as administrators see it in a list")
public record AdminConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(name = "participant_count", examples = "2", required = true, description = "How many take part")
        long participantCount,

        @Schema(name = "message_count", examples = "11", required = true, description = "Without the deleted ones")
        long messageCount,

        @Schema(name = "last_seq", examples = "12", required = true, description = "Number of the latest message")
        long lastSeq,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "updated_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant updatedAt) {

    static AdminConversationView of(Conversation conversation, long participants) {
        return new AdminConversationView(
                conversation.id(),
                conversation.title().orElse(null),
                participants,
                conversation.messageCount(),
                conversation.lastSeq(),
                conversation.createdAt(),
                conversation.updatedAt());
    }
}
