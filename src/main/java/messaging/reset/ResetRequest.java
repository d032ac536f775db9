package messaging.reset;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import messaging.text.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a request for a code by email.
 *
 * @param email address of the account
 */
@Schema(name = "PasswordResetRequest", description = "The email address of the account")
public record ResetRequest(
        @Schema(examples = "kwame@example.com", required = true, format = "email", maxLength = 254)
        @NotNull
        @EmailAddress
        @Size(min = 3, max = 254)
        String email) {}
