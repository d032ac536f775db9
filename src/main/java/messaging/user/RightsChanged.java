package messaging.user;

/**
 * An account became one of an administrator or is none any more, in the present transaction.
 *
 * @param userId whose
 */
public record RightsChanged(long userId) {}
