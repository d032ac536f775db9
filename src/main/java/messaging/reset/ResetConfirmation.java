package messaging.reset;

import jakarta.validation.constraints.NotNull;
import messaging.user.Passwords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that sets the new password.
 *
 * @param code from the email or the administrator
 * @param password the new password
 */
@Schema(name = "PasswordResetConfirmation", description = "A reset code and the new password")
public record ResetConfirmation(
        @Schema(
                examples = "q3oYw0hXvJ8eP1bK5mT7nR2sU4zA6cD9fG0iL8xE1yQ",
                required = true,
                description = "From the email or the administrator")
        @NotNull
        String code,

        @Schema(
                examples = "correct horse battery",
                required = true,
                format = "password",
                minLength = Passwords.MIN_LENGTH,
                maxLength = Passwords.MAX_LENGTH)
        @NotNull
        String password) {
    /** Leaves code and password out. */
    @Override
    public String toString() {
        return "ResetConfirmation[]";
    }
}
