package messaging.user;

/**
 * The claims of an access token about an active account.
 *
 * @param id of the account
 * @param username its current username
 * @param isAdmin whether it administers the site
 */
public record AccountClaims(long id, String username, boolean isAdmin) {}
