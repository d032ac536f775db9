package messaging.conversation;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A participant of a conversation.
 *
 * @param user id of the account
 * @param userDetails public fields of the account
 * @param role null in a direct conversation
 * @param joinedAt UTC
 * @param version of the conversation after the latest change of this participant
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
     * Returns the view of a participant.
     *
     * @param conversation of the participant
     * @param participant the participant
     * @return the view
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
