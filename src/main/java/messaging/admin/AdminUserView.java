package messaging.admin;

import java.time.Instant;
import java.util.Optional;
import messaging.auth.session.SessionSummary;
import messaging.user.User;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account as administrators see it.
 *
 * @param id ID of the account
 * @param username username
 * @param email email address, or null
 * @param firstName first name; may be empty
 * @param lastName last name; may be empty
 * @param isAdmin whether the user is an administrator
 * @param isActive whether the account is active
 * @param isExternal whether the user signs in by single sign-on
 * @param sessions number of open sessions
 * @param lastUsedAt when an open session was last used; null without one
 * @param createdAt in UTC
 * @param updatedAt in UTC
 */
@Schema(name = "AdminUser", description = "An account as administrators see it")
public record AdminUserView(
        @Schema(examples = "1", required = true) long id,
        @Schema(examples = "kwame", required = true) String username,

        @Schema(examples = "kwame@example.com", nullable = true, required = true)
        String email,

        @Schema(name = "first_name", examples = "Kwame", required = true)
        String firstName,

        @Schema(name = "last_name", examples = "Mensah", required = true)
        String lastName,

        @Schema(name = "is_admin", examples = "false", required = true, description = "Administers the site")
        boolean isAdmin,

        @Schema(name = "is_active", examples = "true", required = true, description = "May be used")
        boolean isActive,

        @Schema(name = "is_external", examples = "false", required = true, description = "Signs in by single sign-on")
        boolean isExternal,

        @Schema(examples = "2", required = true, description = "How many sessions are open")
        long sessions,

        @Schema(
                name = "last_used_at",
                examples = "2026-01-31T09:30:00.123456Z",
                nullable = true,
                required = true,
                description = "When an open session was last used; null without one")
        Instant lastUsedAt,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(name = "updated_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant updatedAt) {

    static AdminUserView of(User user, Optional<SessionSummary> sessions) {
        var profile = user.profile();
        return new AdminUserView(
                user.id(),
                profile.username(),
                profile.email(),
                profile.firstName(),
                profile.lastName(),
                user.isAdmin(),
                user.isActive(),
                user.isExternal(),
                sessions.map(SessionSummary::count).orElse(0L),
                sessions.map(SessionSummary::lastUsedAt).orElse(null),
                user.createdAt(),
                user.updatedAt());
    }
}
