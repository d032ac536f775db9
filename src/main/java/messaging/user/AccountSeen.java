package messaging.user;

/**
 * An account has made a request. Fired at most every {@code REVOCATION_SECONDS} for each session.
 *
 * @param userId id of the account
 */
public record AccountSeen(long userId) {}
