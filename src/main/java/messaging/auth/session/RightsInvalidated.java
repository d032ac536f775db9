package messaging.auth.session;

/**
 * Sessions of an account have ended, or its rights have changed: cached rights are no longer valid.
 *
 * @param userId id of the account
 */
public record RightsInvalidated(long userId) {}
