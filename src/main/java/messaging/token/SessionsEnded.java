package messaging.token;

/**
 * Sessions of an account have ended, or its rights have changed.
 *
 * @param userId id of the account
 */
public record SessionsEnded(long userId) {}
