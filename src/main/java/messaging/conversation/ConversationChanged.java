package messaging.conversation;

import java.util.Objects;

/**
 * A transaction creates a conversation or raises its version. Fired once per lock, at the first change. An observer that
 * runs after the transaction's success reads the committed counters from the entity. Sends fire an event of their own.
 *
 * @param conversation the entity of the transaction
 */
public record ConversationChanged(Conversation conversation) {
    /** Requires a conversation. */
    public ConversationChanged {
        Objects.requireNonNull(conversation);
    }
}
