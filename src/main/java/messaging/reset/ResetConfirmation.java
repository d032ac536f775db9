package messaging.reset;

import jakarta.validation.constraints.NotNull;
import messaging.user.Passwords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that sets the new password.
 *
 * @param code as it was sent or handed over
 * @param password the new one
 */
@Schema(name = "PasswordResetConfirmation", description = "A reset code and the new password")
public record ResetConfirmation(
        @Schema(
                examples = "q3oYw0hXvJ8eP1bK5mT7nR2sU4zA6cD9fG0iL8xE1yQ",
                required = true,
                description = "As it was sent or handed over")
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
