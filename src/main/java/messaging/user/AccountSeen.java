package messaging.user;

/**
 * An account made a request: fired now and then for one that makes many.
 *
 * @param userId whose
 */
public record AccountSeen(long userId) {}
