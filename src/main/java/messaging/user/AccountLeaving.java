package messaging.user;

/**
 * An account is about to be deleted by its person, in the present transaction. It is not locked yet, and may still turn
 * out to be one that has to stay: then all of the transaction is undone.
 *
 * @param userId whose
 */
public record AccountLeaving(long userId) {}
