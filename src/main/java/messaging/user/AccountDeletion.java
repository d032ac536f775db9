package messaging.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code DELETE users/me/} (S-API-6).
 *
 * @param currentPassword required for an account that has a password; others need no body
 */
@Schema(description = "The proof that it is the account's own person who deletes it")
public record AccountDeletion(
        @Schema(
                name = "current_password",
                examples = "correct horse battery",
                format = "password",
                description = "Needed for an account with a password; an account of single sign-on has none")
        String currentPassword) {

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "AccountDeletion[]";
    }
}
