package messaging.message;

import java.util.Objects;

/**
 * A request to send a message.
 *
 * @param conversation id of the conversation
 * @param sender id of the account; access is checked in the transaction
 * @param body checked for form
 */
record SendRequest(long conversation, long sender, NewMessage body) {
    SendRequest {
        Objects.requireNonNull(body);
    }
}
