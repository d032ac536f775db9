package messaging.user;

/**
 * An account was deleted by its person, in the present transaction, which holds its lock: nobody signs in to it any more.
 *
 * @param userId whose
 */
public record AccountDeleted(long userId) {}
