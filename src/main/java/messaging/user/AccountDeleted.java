package messaging.user;

/**
 * A user has deleted their account in the current transaction, which holds its lock. Sign-ins no longer succeed.
 *
 * @param userId id of the account
 */
public record AccountDeleted(long userId) {}
