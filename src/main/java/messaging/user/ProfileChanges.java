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
 * Body of {@code PATCH users/me/} (S-API-6): any subset of the profile.
 *
 * @param username not null
 * @param email not null
 * @param firstName null clears it
 * @param lastName null clears it
 * @param password the new password
 * @param currentPassword required with a new password
 */
@Schema(
        name = "ProfileUpdate",
        examples = "{\"first_name\": \"Kwame\", \"last_name\": \"Mensah\"}",
        description = "The fields of the profile to change")
public record ProfileChanges(
        @Schema(
                implementation = String.class,
                examples = "kwame",
                minLength = 1,
                maxLength = Username.MAX_LENGTH,
                pattern = Username.PORTABLE_PATTERN)
        Change<@NotNull @Username String> username,

        @Schema(
                implementation = String.class,
                examples = "kwame@example.com",
                format = "email",
                minLength = 3,
                maxLength = 254)
        Change<@NotNull @EmailAddress @Size(min = 3, max = 254) String> email,

        @Schema(
                implementation = String.class,
                name = "first_name",
                examples = "Kwame",
                nullable = true,
                maxLength = 150)
        Change<@TextLength(max = 150, maxBytes = 1_800) @SingleLine @Visible(orEmpty = true) String> firstName,

        @Schema(
                implementation = String.class,
                name = "last_name",
                examples = "Mensah",
                nullable = true,
                maxLength = 150)
        Change<@TextLength(max = 150, maxBytes = 1_800) @SingleLine @Visible(orEmpty = true) String> lastName,

        @Schema(
                implementation = String.class,
                format = "password",
                examples = "correct horse battery",
                minLength = Passwords.MIN_LENGTH,
                maxLength = Passwords.MAX_LENGTH,
                description = "A new password")
        Change<@NotNull String> password,

        @Schema(
                implementation = String.class,
                name = "current_password",
                examples = "testpass123",
                format = "password",
                description = "Required to change the password")
        Change<@NotNull String> currentPassword) {

    /** Normalizes the username and the address, and trims the names. */
    public ProfileChanges {
        username = username.map(UsernameRules::normalize);
        email = email.map(address -> EmailAddresses.canonical(address).orElse(address));
        firstName = firstName.map(VisibleText::trim);
        lastName = lastName.map(VisibleText::trim);
    }

    /**
     * Returns the profile with these changes. A name or address that only differs in how it is encoded from one that a
     * previous version has stored does not count as a change.
     */
    Profile on(Profile current) {
        return new Profile(
                username.value()
                        .filter(name -> !name.equals(UsernameRules.normalize(current.username())))
                        .orElse(current.username()),
                email.value()
                        .filter(address -> current.email() == null
                                || !EmailAddresses.canonical(current.email())
                                        .filter(address::equals)
                                        .isPresent())
                        .orElse(current.email()),
                firstName.isNamed() ? firstName.value().orElse("") : current.firstName(),
                lastName.isNamed() ? lastName.value().orElse("") : current.lastName());
    }

    /** Leaves the passwords out. */
    @Override
    public String toString() {
        return "ProfileChanges[]";
    }
}
