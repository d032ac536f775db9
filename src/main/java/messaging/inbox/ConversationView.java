package messaging.inbox;

import java.time.Instant;
import java.util.List;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;
import messaging.message.MessageView;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as one of its participants, the caller, sees it.
 *
 * @param id identifier
 * @param kind group or direct
 * @param title or null
 * @param history which messages later participants see
 * @param owner id of the owner; null in a direct conversation
 * @param role of the caller; null in a direct conversation
 * @param participants ids of the accounts
 * @param participantDetails public fields of the accounts, in the same order
 * @param lastSeq number of the latest message, 0 before the first
 * @param version number of durable changes
 * @param readSeq number of the last message that the caller has read
 * @param unreadCount number of other participants' messages after {@code readSeq} that are not deleted
 * @param lastMessage the latest message that the caller can see and that is not deleted, or null
 * @param muted whether the caller has muted it
 * @param archived whether the caller has archived it
 * @param pinned whether the caller has pinned it
 * @param createdAt UTC
 * @param updatedAt UTC; time of the latest edit or message
 */
@Schema(name = "Conversation", description = "A conversation as the caller sees it")
public record ConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "group", required = true) Kind kind,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(examples = "all", required = true, description = "What later participants see")
        History history,

        @Schema(
                examples = "2",
                nullable = true,
                required = true,
                description = "Id of the owner, null in a direct conversation")
        Long owner,

        @Schema(
                nullable = true,
                required = true,
                examples = "member",
                description = "The caller's role, null in a direct conversation")
        Role role,

        @Schema(examples = "[1, 2]", required = true, description = "Ids of users")
        List<Long> participants,

        @Schema(name = "participant_details", required = true)
        List<PersonView> participantDetails,

        @Schema(name = "last_seq", examples = "12", required = true, description = "Number of the latest message")
        long lastSeq,

        @Schema(examples = "15", required = true, description = "Number of durable changes")
        long version,

        @Schema(
                name = "read_seq",
                examples = "10",
                required = true,
                description = "Number of the last message that the caller has read")
        long readSeq,

        @Schema(
                name = "unread_count",
                examples = "2",
                minimum = "0",
                required = true,
                description = "Number of other participants' messages after read_seq that are not deleted")
        long unreadCount,

        @Schema(
                name = "last_message",
                nullable = true,
                required = true,
                description = "The latest message that the caller can see and that is not deleted, or null")
        MessageView lastMessage,

        @Schema(examples = "false", required = true, description = "Whether the caller has muted it")
        boolean muted,

        @Schema(examples = "false", required = true, description = "Whether the caller has archived it")
        boolean archived,

        @Schema(examples = "true", required = true, description = "Whether the caller has pinned it")
        boolean pinned,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(
                name = "updated_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "Time of the latest edit or message")
        Instant updatedAt) {}
