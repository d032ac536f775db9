package messaging.user;

/**
 * An account is about to be deleted in the current transaction. It is not locked yet, and the deletion may still be
 * rejected: then the whole transaction is rolled back.
 *
 * @param userId id of the account
 */
public record AccountDeletionStarted(long userId) {}
