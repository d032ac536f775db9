package messaging.user;

/**
 * An account was deactivated in the current transaction.
 *
 * @param userId id of the account
 */
public record AccountDeactivated(long userId) {}
