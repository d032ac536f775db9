package messaging.inbox;

/**
 * Somebody's own view of a conversation changed: their read pointer, or whether they updatePreferences it muted, archived or pinned.
 * Fired in the transaction; nobody else's business.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 */
public record InboxChanged(long conversation, long user) {}
