package messaging.message;

/**
 * The sender's own state of a conversation after they sent messages.
 *
 * @param readSeq number of the message up to which the sender has read
 * @param unreadCount messages of other participants after that one which are not deleted
 * @param preferences how the sender keeps the conversation
 */
public record SenderState(long readSeq, long unreadCount, Preferences preferences) {
    /** How a participant keeps a conversation. */
    public record Preferences(boolean muted, boolean archived, boolean pinned) {}
}
