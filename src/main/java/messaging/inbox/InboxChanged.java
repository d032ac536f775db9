package messaging.inbox;

/**
 * A user's own state in a conversation changes: the read pointer or the preferences. Fired in the transaction; relevant to
 * the same user only.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 */
public record InboxChanged(long conversation, long user) {}
