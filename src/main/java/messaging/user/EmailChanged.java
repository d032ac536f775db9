package messaging.user;

/**
 * The email address of an account has changed. Codes sent to the old one must become invalid.
 *
 * @param userId id of the account
 */
public record EmailChanged(long userId) {}
