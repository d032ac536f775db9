package messaging.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code DELETE users/me/} (S-API-6).
 *
 * @param currentPassword required for an account that has a password; others need no body
 */
@Schema(description = "Proof that the request comes from the account's user")
public record AccountDeletion(
        @Schema(
                name = "current_password",
                examples = "testpass123",
                format = "password",
                description = "Required for an account with a password; single sign-on accounts have none")
        String currentPassword) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "AccountDeletion[]";
    }
}
