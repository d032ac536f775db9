package messaging.user;

/**
 * An account was promoted to administrator, or demoted, in the current transaction.
 *
 * @param userId id of the account
 */
public record RightsChanged(long userId) {}
