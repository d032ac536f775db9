package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that adds somebody to a conversation (S-PLUS-1).
 *
 * @param user id of the account
 * @param role a member's unless given
 */
@Schema(name = "ParticipantCreate", examples = "{\"user\": 3}", description = "A user to add to a group")
public record NewParticipant(
        @Schema(examples = "3", required = true, minimum = "1", description = "Id of the user") @NotNull @Positive
        Long user,

        @Schema(examples = "member", description = "member unless given; never owner")
        Role role) {

    /** The role that they get. */
    Role requireAssignableRole() {
        if (role == Role.OWNER) {
            throw new InvalidInput(FieldError.choice("role", List.of("member", "admin")));
        }
        return Objects.requireNonNullElse(role, Role.MEMBER);
    }
}
