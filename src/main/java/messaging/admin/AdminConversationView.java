package messaging.admin;

import java.time.Instant;
import messaging.conversation.Conversation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation in an administrator's list.
 *
 * @param id ID of the conversation
 * @param title title, or null
 * @param participantCount number of participants
 * @param messageCount number of messages, excluding deleted ones
 * @param lastSeq seq of the latest message
 * @param createdAt in UTC
 * @param updatedAt in UTC
 */
@Schema(name = "AdminConversation", description = "A conversation in an administrator's list")
public record AdminConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(name = "participant_count", examples = "2", required = true, description = "Number of participants")
        long participantCount,

        @Schema(name = "message_count", examples = "11", required = true, description = "Excludes deleted messages")
        long messageCount,

        @Schema(name = "last_seq", examples = "12", required = true, description = "The seq of the latest message")
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
