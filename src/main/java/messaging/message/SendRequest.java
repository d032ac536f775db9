package messaging.message;

import java.util.Objects;

/**
 * A request to send a message.
 *
 * @param conversation id of the conversation
 * @param sender id of the account; access is checked in the transaction
 * @param body validated request
 */
record SendRequest(long conversation, long sender, NewMessage body) {
    SendRequest {
        Objects.requireNonNull(body);
    }
}
