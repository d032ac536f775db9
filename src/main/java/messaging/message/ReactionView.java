package messaging.message;

import java.time.Instant;
import messaging.user.PersonView;
import messaging.user.User;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's emoji on a message.
 *
 * @param emoji in its fully qualified form
 * @param user id of the account
 * @param userDetails public fields of the account
 * @param createdAt UTC
 */
@Schema(name = "Reaction", description = "A user's emoji on a message")
public record ReactionView(
        @Schema(examples = "👍", required = true) String emoji,

        @Schema(examples = "2", required = true, description = "Id of the user who reacted")
        long user,

        @Schema(name = "user_details", required = true) PersonView userDetails,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt) {

    static ReactionView of(Reaction reaction, User user) {
        return new ReactionView(reaction.emoji(), user.id(), PersonView.of(user), reaction.createdAt());
    }
}
