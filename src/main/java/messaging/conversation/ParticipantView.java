package messaging.conversation;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Somebody's part in a conversation, as the others see it.
 *
 * @param user id of the account
 * @param userDetails who that is
 * @param role null in a direct conversation
 * @param joinedAt UTC
 * @param version of the conversation at the latest change of this part
 */
@Schema(name = "Participant", description = "A participant of a conversation")
public record ParticipantView(
        @Schema(examples = "3", required = true, description = "Id of the user")
        long user,

        @Schema(name = "user_details", required = true) PersonView userDetails,

        @Schema(
                nullable = true,
                required = true,
                examples = "member",
                description = "Null in a direct conversation, which has no roles")
        Role role,

        @Schema(name = "joined_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant joinedAt,

        @Schema(examples = "15", required = true, description = "Version of the conversation at its last change")
        long version) {

    /**
     * The view of somebody's part.
     *
     * @param conversation in which they take part
     * @param participant their part
     * @return what the others may see of it
     */
    public static ParticipantView of(Conversation conversation, Participant participant) {
        return new ParticipantView(
                participant.userId(),
                PersonView.of(participant.user()),
                conversation.isDirect() ? null : participant.role(),
                participant.joinedAt(),
                participant.version());
    }
}
