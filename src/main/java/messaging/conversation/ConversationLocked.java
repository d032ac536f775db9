package messaging.conversation;

import java.util.Objects;

/**
 * A transaction took the lock of a conversation in order to change it, or made it. Observed after the transaction's
 * success, the conversation has the counters that were committed.
 *
 * @param conversation the entity that the transaction works on
 */
public record ConversationLocked(Conversation conversation) {
    /** Wants a conversation. */
    public ConversationLocked {
        Objects.requireNonNull(conversation);
    }
}
