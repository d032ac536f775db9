package messaging.message;

/**
 * The sender's own state of a conversation after sending messages.
 *
 * @param readSeq number of the message up to which the sender has read
 * @param unreadCount number of messages of other participants after {@code readSeq} that are not deleted
 * @param preferences preferences of the sender for the conversation
 */
public record SenderState(long readSeq, long unreadCount, Preferences preferences) {
    /** A participant's preferences for a conversation. */
    public record Preferences(boolean muted, boolean archived, boolean pinned) {}
}
