package messaging.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a request that appoints the owner of a group (S-MOD-2).
 *
 * @param user user ID; the account must be active
 */
@Schema(description = "The new owner of a group")
public record OwnerAppointment(
        @Schema(
                examples = "2",
                required = true,
                minimum = "1",
                description = "User ID of an active user, who joins the group if necessary")
        @NotNull
        @Positive
        Long user) {}
