package messaging.message;

import java.util.Objects;

/**
 * A user sends a message. Fired in the transaction of the send, once the message is in the database.
 *
 * @param message as participants see it
 * @param isReadBySender whether the sender had read everything before the message, and so has read it too
 */
public record MessageSent(MessageView message, boolean isReadBySender) {
    /** Requires a message. */
    public MessageSent {
        Objects.requireNonNull(message);
    }
}
