package messaging.user;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PATCH admin/users/{id}/}: what an account may.
 *
 * @param isActive may be used
 * @param isAdmin administers the site
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
                        "False deactivates the account, ends its sessions at once and passes on the groups that it owns")
        Change<@NotNull Boolean> isActive,

        @Schema(
                implementation = Boolean.class,
                name = "is_admin",
                examples = "false",
                description = "Whether the account administers the site")
        Change<@NotNull Boolean> isAdmin) {

    /** Whether this deactivates the account. */
    boolean deactivates() {
        return isActive.value().filter(active -> !active).isPresent();
    }

    /** Whether this would take rights away. */
    boolean takes() {
        return deactivates() || isAdmin.value().filter(admin -> !admin).isPresent();
    }
}
