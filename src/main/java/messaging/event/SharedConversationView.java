package messaging.event;

import java.time.Instant;
import messaging.conversation.Conversation;
import messaging.conversation.History;
import messaging.conversation.Kind;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as all its participants see it alike. Who takes part is told by events of their own.
 *
 * @param id identifier
 * @param kind group or direct
 * @param title or null
 * @param history what those see who join
 * @param createdAt UTC
 * @param updatedAt UTC
 */
@Schema(name = "SharedConversation", description = "A conversation as all its participants see it alike")
public record SharedConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(
                type = SchemaType.STRING,
                enumeration = {"group", "direct"},
                examples = "group",
                required = true)
        Kind kind,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(
                type = SchemaType.STRING,
                enumeration = {"all", "joined"},
                examples = "all",
                required = true,
                description = "Whether those who join see what was said before")
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
