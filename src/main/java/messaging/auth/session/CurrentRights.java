package messaging.auth.session;

/**
 * What the user of a session, or an account of single sign-on, may do now.
 *
 * @param user id of the account, which is active
 * @param isAdmin whether the account administers the site
 */
public record CurrentRights(long user, boolean isAdmin) {}
