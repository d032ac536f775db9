package messaging.user;

/**
 * An account is about to be deactivated in the current transaction. It is not locked yet, and the deactivation may still
 * be rejected: then the whole transaction is rolled back.
 *
 * @param userId id of the account
 */
public record AccountDeactivationStarted(long userId) {}
