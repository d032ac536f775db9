package messaging.conversation;

/**
 * A user joins an existing conversation, for the first time or again. Fired in the transaction, under the conversation's
 * lock.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 * @param seq number of the conversation's latest message, 0 before the first one
 */
public record ParticipantJoined(long conversation, long user, long seq) {}
