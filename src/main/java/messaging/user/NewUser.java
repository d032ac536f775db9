package messaging.user;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import messaging.json.TextLength;
import messaging.text.EmailAddress;
import messaging.text.EmailAddresses;
import messaging.text.SingleLine;
import messaging.text.UsernameRules;
import messaging.text.Visible;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a registration (S-API-5).
 *
 * @param username unique regardless of case
 * @param email unique regardless of case
 * @param password at least 8 characters, and not a common password
 * @param firstName optional
 * @param lastName optional
 */
@Schema(name = "UserRegistration", description = "A new account")
public record NewUser(
        @Schema(
                examples = "efua",
                required = true,
                minLength = 1,
                maxLength = Username.MAX_LENGTH,
                pattern = UsernameGenerator.PORTABLE_PATTERN,
                description =
                        "Letters and digits of one script, or of Latin and one other, with single . _ or - between them. Unique"
                                + " regardless of case and among names that look alike; some words are reserved")
        @NotNull
        @Username
        String username,

        @Schema(
                examples = "efua@example.com",
                required = true,
                format = "email",
                maxLength = 254,
                description = "Unique regardless of case; the domain is stored in its ASCII form")
        @NotNull
        @EmailAddress
        @Size(min = 3, max = 254)
        String email,

        @Schema(
                examples = "correct horse battery",
                required = true,
                format = "password",
                minLength = Passwords.MIN_LENGTH,
                maxLength = Passwords.MAX_LENGTH,
                description =
                        "Not a common password, a repeated pattern, a simple sequence, or a name of the user or the"
                                + " service")
        @NotNull
        String password,

        @Schema(name = "first_name", examples = "Efua", maxLength = 150)
        @TextLength(max = 150, maxBytes = 1_800)
        @SingleLine
        @Visible(orEmpty = true)
        String firstName,

        @Schema(name = "last_name", examples = "Sutherland", maxLength = 150)
        @TextLength(max = 150, maxBytes = 1_800)
        @SingleLine
        @Visible(orEmpty = true)
        String lastName) {

    /** Normalizes the username and the address, and trims the names. */
    public NewUser {
        username = username == null ? null : UsernameRules.normalize(username);
        email = email == null ? null : EmailAddresses.canonical(email).orElse(email);
        firstName = VisibleText.trim(firstName);
        lastName = VisibleText.trim(lastName);
    }

    /** Returns the profile of the new account. */
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
