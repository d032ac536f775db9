package messaging.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import messaging.json.Change;
import messaging.json.Characters;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT users/me/} (S-API-6): the whole profile. A missing optional field is cleared; the password changes
 * only if it is named.
 *
 * @param username required
 * @param email required
 * @param firstName optional
 * @param lastName optional
 * @param password the new password; optional
 * @param currentPassword required with a new password
 */
@Schema(description = "The whole profile; a missing optional field is cleared, a missing password stays")
public record ProfileReplacement(
        @Schema(
                examples = "kwame",
                required = true,
                minLength = 1,
                maxLength = Username.MAX,
                pattern = Username.PORTABLE_PATTERN)
        @NotNull
        @Username
        String username,

        @Schema(examples = "kwame@example.com", required = true, format = "email", minLength = 3, maxLength = 254)
        @NotNull
        @Email
        @Size(min = 3, max = 254)
        String email,

        @Schema(name = "first_name", examples = "Kwame", maxLength = 150) @Characters(max = 150)
        String firstName,

        @Schema(name = "last_name", examples = "Mensah", maxLength = 150) @Characters(max = 150)
        String lastName,

        @Schema(
                format = "password",
                examples = "correct horse battery",
                minLength = Passwords.MIN_LENGTH,
                maxLength = Passwords.MAX_LENGTH,
                description = "A new password")
        String password,

        @Schema(
                name = "current_password",
                examples = "testpass123",
                format = "password",
                description = "Needed to set a new password")
        String currentPassword) {

    /** The same as changes that name every field of the profile. */
    ProfileChanges asChanges() {
        return new ProfileChanges(
                Change.to(username),
                Change.to(email),
                Change.to(Objects.requireNonNullElse(firstName, "")),
                Change.to(Objects.requireNonNullElse(lastName, "")),
                password == null ? Change.absent() : Change.to(password),
                currentPassword == null ? Change.absent() : Change.to(currentPassword));
    }

    /** Leaves the passwords out. */
    @Override
    public String toString() {
        return "ProfileReplacement[username=" + username + "]";
    }
}
