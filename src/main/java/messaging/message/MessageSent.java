package messaging.message;

/**
 * Somebody sends a message. Fired in the transaction of the send, under the conversation's lock, once the message is in
 * the database.
 *
 * @param conversation id of the conversation
 * @param seq number of the message in it
 * @param sender id of the account that sends it
 * @param senderJoinedSeq number of the latest message when the sender joined, 0 before the first
 */
public record MessageSent(long conversation, long seq, long sender, long senderJoinedSeq) {}
