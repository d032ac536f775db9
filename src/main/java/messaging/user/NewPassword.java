package messaging.user;

/**
 * A new password, set by a user who proved to know the current one.
 *
 * @param currentHash the hash against which the current password was checked
 * @param hash of the new password
 */
public record NewPassword(String currentHash, String hash) {
    /** Leaves the hashes out. */
    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
