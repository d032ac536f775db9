package messaging.user;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import messaging.json.Change;
import messaging.json.TextLength;
import messaging.text.EmailAddress;
import messaging.text.EmailAddresses;
import messaging.text.SingleLine;
import messaging.text.UsernameRules;
import messaging.text.Visible;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT users/me/} (S-API-6): the profile with all its required fields. An omitted optional field is left
 * unchanged, so that a client that forgets a field deletes nothing.
 *
 * @param username required
 * @param email required
 * @param firstName optional; empty clears it
 * @param lastName optional; empty clears it
 * @param password the new password; optional
 * @param currentPassword required with a new password
 */
@Schema(
        examples =
                "{\"username\": \"kwame\", \"email\": \"kwame@example.com\", \"first_name\": \"Kwame\", \"last_name\": \"Mensah\"}",
        description = "The profile; omitted optional fields are left unchanged")
public record ProfileReplacement(
        @Schema(
                examples = "kwame",
                required = true,
                minLength = 1,
                maxLength = Username.MAX_LENGTH,
                pattern = Username.PORTABLE_PATTERN)
        @NotNull
        @Username
        String username,

        @Schema(examples = "kwame@example.com", required = true, format = "email", minLength = 3, maxLength = 254)
        @NotNull
        @EmailAddress
        @Size(min = 3, max = 254)
        String email,

        @Schema(name = "first_name", examples = "Kwame", maxLength = 150, description = "Empty clears it")
        @TextLength(max = 150, maxBytes = 1_800)
        @SingleLine
        @Visible(orEmpty = true)
        String firstName,

        @Schema(name = "last_name", examples = "Mensah", maxLength = 150, description = "Empty clears it")
        @TextLength(max = 150, maxBytes = 1_800)
        @SingleLine
        @Visible(orEmpty = true)
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
                description = "Required to change the password")
        String currentPassword) {

    /** Normalizes the username and the address, and trims the names. */
    public ProfileReplacement {
        username = username == null ? null : UsernameRules.normalize(username);
        email = email == null ? null : EmailAddresses.canonical(email).orElse(email);
        firstName = VisibleText.trim(firstName);
        lastName = VisibleText.trim(lastName);
    }

    /** Returns the replacement as changes. */
    ProfileChanges asChanges() {
        return new ProfileChanges(
                Change.to(username),
                Change.to(email),
                changed(firstName),
                changed(lastName),
                changed(password),
                changed(currentPassword));
    }

    private static Change<String> changed(String value) {
        return value == null ? Change.absent() : Change.to(value);
    }

    /** Leaves the passwords out. */
    @Override
    public String toString() {
        return "ProfileReplacement[username=" + username + "]";
    }
}
