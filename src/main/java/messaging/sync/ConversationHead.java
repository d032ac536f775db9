package messaging.sync;

/**
 * One of a user's conversations, with its current version.
 *
 * @param conversation ID of the conversation
 * @param version its version
 * @param joinedSeq number of the latest message when the user joined
 */
public record ConversationHead(long conversation, long version, long joinedSeq) {}
