package messaging.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The public fields of an account, which every user may see.
 *
 * @param id identifier
 * @param username username
 * @param firstName may be empty
 * @param lastName may be empty
 * @param isActive false for a deactivated or deleted account
 */
@Schema(name = "Person", description = "The public fields of an account")
public record PersonView(
        @Schema(examples = "1", required = true) long id,
        @Schema(examples = "kwame", required = true) String username,

        @Schema(name = "first_name", examples = "Kwame", required = true)
        String firstName,

        @Schema(name = "last_name", examples = "Mensah", required = true)
        String lastName,

        @Schema(
                name = "is_active",
                examples = "true",
                required = true,
                description = "False for a deactivated or deleted account")
        boolean isActive) {

    /**
     * Returns the public fields of an account.
     *
     * @param user the account
     * @return the public fields
     */
    public static PersonView of(User user) {
        var profile = user.profile();
        return new PersonView(user.id(), profile.username(), profile.firstName(), profile.lastName(), user.isActive());
    }
}
