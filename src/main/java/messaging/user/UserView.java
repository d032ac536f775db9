package messaging.user;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account as its owner and administrators see it.
 *
 * @param id identifier
 * @param username username
 * @param email email address, or null
 * @param firstName may be empty
 * @param lastName may be empty
 * @param isAdmin whether the account administers the site
 * @param isActive whether the account can be used
 * @param createdAt UTC
 * @param updatedAt UTC
 */
@Schema(name = "User", description = "An account as its owner and administrators see it")
public record UserView(
        @Schema(examples = "1", required = true) long id,
        @Schema(examples = "kwame", required = true) String username,

        @Schema(examples = "kwame@example.com", nullable = true, required = true)
        String email,

        @Schema(name = "first_name", examples = "Kwame", required = true)
        String firstName,

        @Schema(name = "last_name", examples = "Mensah", required = true)
        String lastName,

        @Schema(
                name = "is_admin",
                examples = "false",
                required = true,
                description =
                        "Whether the account administers the site. In `users/me/`, a role from a single sign-on issuer counts too.")
        boolean isAdmin,

        @Schema(name = "is_active", examples = "true", required = true)
        boolean isActive,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "updated_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant updatedAt) {

    /** Returns the account as that of an administrator, for callers whose single sign-on issuer makes them one. */
    UserView asAdmin() {
        return new UserView(id, username, email, firstName, lastName, true, isActive, createdAt, updatedAt);
    }

    /**
     * Returns the view of an account.
     *
     * @param user the account
     * @return the view
     */
    public static UserView of(User user) {
        var profile = user.profile();
        return new UserView(
                user.id(),
                profile.username(),
                profile.email(),
                profile.firstName(),
                profile.lastName(),
                user.isAdmin(),
                user.isActive(),
                user.createdAt(),
                user.updatedAt());
    }
}
