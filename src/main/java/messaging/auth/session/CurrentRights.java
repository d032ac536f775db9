package messaging.auth.session;

/**
 * The current rights of a session's user or a single sign-on account.
 *
 * @param user id of the account, which is active
 * @param isAdmin whether the account administers the site
 */
public record CurrentRights(long user, boolean isAdmin) {}
