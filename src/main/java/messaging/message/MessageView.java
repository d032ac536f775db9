package messaging.message;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message as the participants see it.
 *
 * @param id identifier, unique on the server
 * @param conversation id of its conversation
 * @param seq number in the conversation: 1, 2, 3 … without gaps
 * @param version of the conversation when the message last changed
 * @param sender id of the account that sent it
 * @param senderDetails who that is
 * @param content the words
 * @param createdAt UTC
 * @param updatedAt UTC; equals {@code createdAt} until the first edit
 */
@Schema(name = "Message", description = "A message as the participants see it")
public record MessageView(
        @Schema(examples = "42", required = true) long id,

        @Schema(examples = "1", required = true, description = "Id of its conversation")
        long conversation,

        @Schema(examples = "12", required = true, description = "Number in the conversation, without gaps")
        long seq,

        @Schema(examples = "15", required = true, description = "Version of the conversation at its last change")
        long version,

        @Schema(examples = "1", required = true, description = "Id of the user who sent it")
        long sender,

        @Schema(name = "sender_details", required = true) PersonView senderDetails,

        @Schema(examples = "Hello, this is a test message!", required = true, minLength = 1, maxLength = Content.MAX)
        String content,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(
                name = "updated_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "Equals created_at until the first edit")
        Instant updatedAt) {

    static MessageView of(Message message) {
        return new MessageView(
                message.id(),
                message.conversationId(),
                message.seq(),
                message.version(),
                message.sender().id(),
                PersonView.of(message.sender()),
                message.content(),
                message.createdAt(),
                message.updatedAt());
    }

    /** Leaves the words out. */
    @Override
    public String toString() {
        return "MessageView[id=" + id + "]";
    }
}
