package messaging.message;

import java.time.Instant;
import java.util.List;
import messaging.idempotency.ClientId;
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
 * @param senderDetails public fields of the account
 * @param content the content
 * @param clientId id that the sender's client chose, or null
 * @param replyTo id of the message that it replies to, which may be deleted; null if none
 * @param mentions mentions in the order of the text
 * @param reactions emoji with the users who added them, in the order of their first use
 * @param createdAt UTC
 * @param updatedAt UTC; equals {@code createdAt} until the first edit
 */
@Schema(name = "Message", description = "A message as the participants see it")
public record MessageView(
        @Schema(examples = "42", required = true) long id,

        @Schema(examples = "1", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(examples = "12", required = true, description = "Number in the conversation, without gaps")
        long seq,

        @Schema(
                examples = "15",
                required = true,
                description = "Version of the conversation after the latest change of the message")
        long version,

        @Schema(examples = "1", required = true, description = "Id of the user who sent it")
        long sender,

        @Schema(name = "sender_details", required = true) PersonView senderDetails,

        @Schema(
                examples = "Hello, this is a test message!",
                required = true,
                minLength = 1,
                maxLength = MessageContent.MAX_BYTES)
        String content,

        @Schema(
                name = "client_id",
                examples = "7f0c3a52-1",
                nullable = true,
                required = true,
                description = "Id that the sender's client chose, or null")
        String clientId,

        @Schema(
                name = "reply_to",
                examples = "41",
                nullable = true,
                required = true,
                description = "Id of the message that it replies to, which may be deleted, or null")
        Long replyTo,

        @Schema(required = true, description = "Mentions in the order of the text")
        List<MentionView> mentions,

        @Schema(required = true, description = "Emoji in the order of their first use; at most 50")
        List<ReactionSummaryView> reactions,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(
                name = "updated_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "Equals created_at until the first edit")
        Instant updatedAt) {

    /** Returns the view of a message that is not deleted, without mentions and reactions. */
    static MessageView of(Message message) {
        return new MessageView(
                message.id(),
                message.conversationId(),
                message.seq(),
                message.version(),
                message.sender().id(),
                PersonView.of(message.sender()),
                message.content().orElseThrow(),
                message.clientId().map(ClientId::value).orElse(null),
                message.replyTo().orElse(null),
                List.of(),
                List.of(),
                message.createdAt(),
                message.updatedAt());
    }

    /** Returns the view of a message that was just inserted, which has no reactions. */
    static MessageView ofNew(Message message, long id, PersonView sender, List<MentionView> mentions) {
        return new MessageView(
                id,
                message.conversationId(),
                message.seq(),
                message.version(),
                message.senderId(),
                sender,
                message.content().orElseThrow(),
                message.clientId().map(ClientId::value).orElse(null),
                message.replyTo().orElse(null),
                List.copyOf(mentions),
                List.of(),
                message.createdAt(),
                message.updatedAt());
    }

    /** Returns the view with mentions and reactions. */
    MessageView with(List<MentionView> newMentions, List<ReactionSummaryView> newReactions) {
        return new MessageView(
                id,
                conversation,
                seq,
                version,
                sender,
                senderDetails,
                content,
                clientId,
                replyTo,
                List.copyOf(newMentions),
                List.copyOf(newReactions),
                createdAt,
                updatedAt);
    }

    /** Omits the content. */
    @Override
    public String toString() {
        return "MessageView[id=" + id + "]";
    }
}
