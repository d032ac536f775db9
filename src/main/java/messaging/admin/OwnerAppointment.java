package messaging.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that appoints the owner of a group (S-MOD-2).
 *
 * @param user id of the account, which must be active
 */
@Schema(description = "The new owner of a group")
public record OwnerAppointment(
        @Schema(
                examples = "2",
                required = true,
                minimum = "1",
                description = "Id of an active user, who joins the group if they are not in it")
        @NotNull
        @Positive
        Long user) {}
