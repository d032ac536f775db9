package messaging.user;

/**
 * An account was deactivated, in the present transaction.
 *
 * @param userId whose
 */
public record AccountDeactivated(long userId) {}
