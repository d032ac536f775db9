package messaging.message;

import java.util.Objects;
import java.util.Optional;

/**
 * A user sends a message. Fired in the transaction of the send, once the message is in the database.
 *
 * @param message as participants see it
 * @param senderState the sender's own state, if the message moved the read pointer because the sender had read everything
 *     before it
 */
public record MessageSent(MessageView message, Optional<SenderState> senderState) {
    /** Requires both values. */
    public MessageSent {
        Objects.requireNonNull(message);
        Objects.requireNonNull(senderState);
    }
}
