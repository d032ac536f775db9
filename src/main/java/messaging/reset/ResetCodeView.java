package messaging.reset;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A reset code for an administrator to hand over.
 *
 * @param user id of the account
 * @param code valid once
 * @param url the web client's page for entering the new password
 * @param expiresAt end of its validity, UTC
 */
@Schema(name = "PasswordResetCode", description = "A one-time code for the user")
public record ResetCodeView(
        @Schema(examples = "2", required = true) long user,

        @Schema(
                examples = "q3oYw0hXvJ8eP1bK5mT7nR2sU4zA6cD9fG0iL8xE1yQ",
                required = true,
                description = "Valid once, for POST users/password-reset/confirm/")
        String code,

        @Schema(
                examples = "https://messaging.example.com/#/password-reset/q3oYw0hXvJ8eP1bK5mT7nR2sU4zA6cD9fG0iL8xE1yQ",
                format = "uri",
                required = true,
                description = "The web client's page, with the code")
        String url,

        @Schema(name = "expires_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant expiresAt) {
    /** Leaves the code out. */
    @Override
    public String toString() {
        return "ResetCodeView[user=" + user + "]";
    }
}
