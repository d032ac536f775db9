package messaging.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import messaging.json.TextLength;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a registration (S-API-5).
 *
 * @param username unique without regard to case
 * @param email unique without regard to case
 * @param password at least 8 characters, none of the most common ones
 * @param firstName optional
 * @param lastName optional
 */
@Schema(name = "UserRegistration", description = "A new account")
public record NewUser(
        @Schema(
                examples = "efua",
                required = true,
                minLength = 1,
                maxLength = Username.MAX,
                pattern = Username.PORTABLE_PATTERN,
                description =
                        "Letters and digits of any script, and @ . + - _; unique regardless of case. deleted-… is kept for deleted accounts")
        @NotNull
        @Username
        String username,

        @Schema(
                examples = "efua@example.com",
                required = true,
                format = "email",
                maxLength = 254,
                description = "Unique regardless of case")
        @NotNull
        @Email
        @Size(min = 3, max = 254)
        String email,

        @Schema(
                examples = "correct horse battery",
                required = true,
                format = "password",
                minLength = Passwords.MIN_LENGTH,
                maxLength = Passwords.MAX_LENGTH,
                description = "None of the most common passwords and not the user's own name")
        @NotNull
        String password,

        @Schema(name = "first_name", examples = "Efua", maxLength = 150) @TextLength(max = 150, maxBytes = 1_800)
        String firstName,

        @Schema(name = "last_name", examples = "Sutherland", maxLength = 150) @TextLength(max = 150, maxBytes = 1_800)
        String lastName) {

    /** The profile of the account to be made. */
    Profile profile() {
        return new Profile(
                username, email, Objects.requireNonNullElse(firstName, ""), Objects.requireNonNullElse(lastName, ""));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "NewUser[username=" + username + "]";
    }
}
