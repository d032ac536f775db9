package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that adds a participant to a group (S-PLUS-1).
 *
 * @param user id of the account
 * @param role defaults to member
 */
@Schema(name = "ParticipantCreate", examples = "{\"user\": 3}", description = "A user to add to a group")
public record NewParticipant(
        @Schema(examples = "3", required = true, minimum = "1", description = "Id of the user") @NotNull @Positive
        Long user,

        @Schema(examples = "member", description = "Default member; never owner")
        Role role) {

    /** Returns the requested role, which must not be the owner. */
    Role requireAssignableRole() {
        if (role == Role.OWNER) {
            throw new InvalidInput(FieldError.choice("role", List.of("member", "admin")));
        }
        return Objects.requireNonNullElse(role, Role.MEMBER);
    }
}
