package messaging.user;

/**
 * A deactivated account was reactivated in the current transaction, which holds its lock.
 *
 * @param userId id of the account
 */
public record AccountReactivated(long userId) {}
