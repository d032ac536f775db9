package messaging.sync;

import java.time.Instant;
import messaging.conversation.Conversation;
import messaging.conversation.History;
import messaging.conversation.Kind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The fields of a conversation that all its participants share. Changes of participants are separate events.
 *
 * @param id ID of the conversation
 * @param kind group or direct
 * @param title the title, or null
 * @param history what later participants see
 * @param createdAt UTC
 * @param updatedAt UTC
 */
@Schema(name = "SharedConversation", description = "The fields of a conversation that all its participants share")
public record SharedConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "group", required = true) Kind kind,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(examples = "all", required = true, description = "What later participants see")
        History history,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "updated_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant updatedAt) {

    static SharedConversationView of(Conversation conversation) {
        return new SharedConversationView(
                conversation.id(),
                conversation.kind(),
                conversation.title().orElse(null),
                conversation.history(),
                conversation.createdAt(),
                conversation.updatedAt());
    }
}
