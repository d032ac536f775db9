package messaging.user;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PATCH admin/users/{id}/}: changes to the status and rights of an account.
 *
 * @param isActive false deactivates the account
 * @param isAdmin whether the account administers the site
 */
@Schema(
        name = "AccountUpdate",
        examples = "{\"is_active\": true}",
        description = "Status and rights of an account; omitted fields are left unchanged")
public record AccountChanges(
        @Schema(
                implementation = Boolean.class,
                name = "is_active",
                examples = "false",
                description =
                        "False deactivates the account, ends its sessions at once and transfers the groups that it owns")
        Change<@NotNull Boolean> isActive,

        @Schema(
                implementation = Boolean.class,
                name = "is_admin",
                examples = "false",
                description = "Whether the account administers the site")
        Change<@NotNull Boolean> isAdmin) {

    /** Returns whether the changes deactivate the account. */
    boolean deactivates() {
        return isActive.value().filter(active -> !active).isPresent();
    }

    /** Returns whether the changes deactivate or demote the account. */
    boolean revokesRights() {
        return deactivates() || isAdmin.value().filter(admin -> !admin).isPresent();
    }
}
