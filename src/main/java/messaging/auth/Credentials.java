package messaging.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import messaging.json.TextLength;
import messaging.text.SingleLine;
import messaging.text.Visible;
import messaging.text.VisibleText;
import messaging.user.Passwords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a sign-in (S-API-2).
 *
 * @param username in any case
 * @param password in plain text
 * @param device name of the session in the list of sessions; defaults to the {@code User-Agent}
 */
@Schema(description = "Username and password")
public record Credentials(
        @Schema(examples = "kwame", required = true, maxLength = 150)
        @NotNull
        @TextLength(max = 150, unit = TextLength.Unit.CODE_POINTS)
        String username,

        @Schema(examples = "testpass123", required = true, format = "password", maxLength = Passwords.MAX_LENGTH)
        @NotNull
        @Size(max = 4 * Passwords.MAX_LENGTH)
        String password,

        @Schema(
                examples = "Kwame's phone",
                maxLength = 255,
                description = "Name in the list of sessions; defaults to the User-Agent")
        @TextLength(max = 255, unit = TextLength.Unit.CODE_POINTS)
        @SingleLine
        @Visible(orEmpty = true)
        String device) {
    /** Trims the device. */
    public Credentials {
        device = VisibleText.trim(device);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
