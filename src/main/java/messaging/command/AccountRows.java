package messaging.command;

import java.time.Duration;
import messaging.text.UsernameRules;
import messaging.user.FoldedProfile;
import messaging.user.Profile;

/**
 * Adds accounts like the server does: with claims on their usernames (S-TEXT-2) and folded text for searches
 * (S-TEXT-1).
 */
final class AccountRows {
    private final OperatorDatabase database;
    private final Duration usernameRelease;

    AccountRows(OperatorDatabase database, Duration usernameRelease) {
        this.database = database;
        this.usernameRelease = usernameRelease;
    }

    /**
     * Adds an active account.
     *
     * @param profile checked names and address
     * @param passwordHash PHC string
     * @param admin whether the user is an administrator
     * @return ID of the account
     * @throws CommandFailed if the username looks like that of another account, or one that was released recently
     */
    long add(Profile profile, String passwordHash, boolean admin) {
        var folded = FoldedProfile.of(profile);
        var id = database.write(
                "INSERT INTO users (username, email, password_hash, first_name, last_name, is_admin, name_folded,"
                        + " email_folded, folded_revision, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                profile.username(),
                profile.email(),
                passwordHash,
                profile.firstName(),
                profile.lastName(),
                admin,
                folded.names(),
                folded.email());
        UsernameRules.skeletonHashes(profile.username()).forEach(skeleton -> claim(skeleton, id));
        return id;
    }

    private void claim(byte[] skeleton, long id) {
        database.write(
                "DELETE FROM username_claims WHERE skeleton = ?"
                        + " AND released_at <= UTC_TIMESTAMP(6) - INTERVAL ? SECOND",
                skeleton,
                usernameRelease.toSeconds());
        if (database.number("SELECT user_id FROM username_claims WHERE skeleton = ? FOR UPDATE", skeleton)
                .isPresent()) {
            throw new CommandFailed("--username is already taken");
        }
        database.write("INSERT INTO username_claims (skeleton, user_id) VALUES (?, ?)", skeleton, id);
    }
}
