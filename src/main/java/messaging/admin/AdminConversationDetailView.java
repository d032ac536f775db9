package messaging.admin;

import java.time.Instant;
import java.util.List;
import messaging.conversation.Conversation;
import messaging.conversation.Participant;
import messaging.conversation.Role;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as administrators see it.
 *
 * @param id ID of the conversation
 * @param title title, or null
 * @param owner user ID of the owner; null in a direct conversation
 * @param participants the participants
 * @param messageCount number of messages, excluding deleted ones
 * @param lastSeq seq of the latest message
 * @param createdAt in UTC
 * @param updatedAt in UTC
 */
@Schema(name = "AdminConversationDetail", description = "A conversation as administrators see it")
public record AdminConversationDetailView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(
                examples = "2",
                nullable = true,
                required = true,
                description = "User ID of the owner; null in a direct conversation")
        Long owner,

        @Schema(required = true, description = "The participants")
        List<PersonView> participants,

        @Schema(name = "message_count", examples = "11", required = true, description = "Excludes deleted messages")
        long messageCount,

        @Schema(name = "last_seq", examples = "12", required = true, description = "The seq of the latest message")
        long lastSeq,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "updated_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant updatedAt) {

    static AdminConversationDetailView of(Conversation conversation, List<Participant> participants) {
        return new AdminConversationDetailView(
                conversation.id(),
                conversation.title().orElse(null),
                participants.stream()
                        .filter(participant -> participant.role() == Role.OWNER)
                        .findFirst()
                        .map(Participant::userId)
                        .orElse(null),
                participants.stream().map(Participant::user).map(PersonView::of).toList(),
                conversation.messageCount(),
                conversation.lastSeq(),
                conversation.createdAt(),
                conversation.updatedAt());
    }
}
