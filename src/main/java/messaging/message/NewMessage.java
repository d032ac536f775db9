package messaging.message;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.idempotency.RequestHash;
import messaging.json.TextLength;
import messaging.problem.InvalidInput;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that sends a message (S-API-8, S-PLUS-4).
 *
 * @param content 1 to 10,000 characters (grapheme clusters), at least one of them visible, kept as they are
 * @param clientId client-chosen id, which makes retries safe; optional
 * @param replyTo id of the message that this one replies to; optional
 */
@Schema(
        name = "MessageCreate",
        examples = "{\"content\": \"Hello, this is a test message!\"}",
        description = "A message to send")
public record NewMessage(
        @Schema(
                examples = "Hello, this is a test message!",
                required = true,
                minLength = 1,
                maxLength = MessageContent.MAX)
        @NotNull
        @MessageContent
        String content,

        @Schema(
                name = "client_id",
                examples = "7f0c3a52-1",
                nullable = true,
                minLength = 1,
                maxLength = ClientId.MAX,
                description = "Client-chosen id of the message, unique among the sender's messages in the"
                        + " conversation, forever. The same id with the same content is the same message.")
        @TextLength(min = 1, max = ClientId.MAX, unit = TextLength.Unit.CODE_POINTS)
        String clientId,

        @Schema(
                name = "reply_to",
                examples = "1",
                nullable = true,
                minimum = "1",
                description = "Id of the message in this conversation that this one replies to")
        @Positive
        Long replyTo) {

    /**
     * Returns the request with the id of the header, if it has one.
     *
     * @param header value of {@code Idempotency-Key}; null if absent
     * @return the request with its only id
     * @throws InvalidInput if the header is not a valid id, or differs from the body's id
     */
    NewMessage withIdempotencyKey(String header) {
        return new NewMessage(
                content, ClientId.of(clientId, header).map(ClientId::value).orElse(null), replyTo);
    }

    Optional<ClientId> id() {
        return Optional.ofNullable(clientId).map(ClientId::new);
    }

    Optional<Long> repliesTo() {
        return Optional.ofNullable(replyTo);
    }

    RequestHash requestHash() {
        return RequestHash.of(Optional.of(content), repliesTo().map(String::valueOf));
    }

    /** Omits the content. */
    @Override
    public String toString() {
        return "NewMessage[]";
    }
}
