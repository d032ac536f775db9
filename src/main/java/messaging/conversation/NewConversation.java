package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import messaging.idempotency.ClientId;
import messaging.idempotency.RequestHash;
import messaging.json.TextLength;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.text.SingleLine;
import messaging.text.Visible;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that creates a conversation (S-API-7, S-PLUS-1).
 *
 * @param kind defaults to group
 * @param title optional, for groups
 * @param history which messages later participants see; defaults to all
 * @param participants ids of accounts; the creator need not be among them
 * @param clientId client-chosen id of the request, which makes retries safe; optional
 */
@Schema(
        name = "ConversationCreate",
        examples = "{\"title\": \"Project X\", \"participants\": [2, 3]}",
        description =
                "A new conversation. The creator is always a participant and need not be listed. A direct"
                        + " conversation has exactly one other participant and no title, and there is one for each pair of users.")
public record NewConversation(
        @Schema(examples = "group", description = "Default group")
        Kind kind,

        @Schema(examples = "Project X", nullable = true, maxLength = 255)
        @TextLength(max = 255, maxBytes = 3_060)
        @SingleLine
        @Visible
        String title,

        @Schema(examples = "all", description = "What later participants see (default all)")
        History history,

        @Schema(ref = "UserIds") List<@NotNull @Positive Long> participants,

        @Schema(
                name = "client_id",
                examples = "7f0c3a52-1",
                nullable = true,
                minLength = 1,
                maxLength = ClientId.MAX,
                description = "Client-chosen id of this request, unique per user; the header"
                        + " Idempotency-Key can be used instead")
        @TextLength(min = 1, max = ClientId.MAX, unit = TextLength.Unit.CODE_POINTS)
        String clientId) {

    /** Removes white space around the title. */
    public NewConversation {
        title = VisibleText.trim(title);
    }

    boolean isDirect() {
        return kind == Kind.DIRECT;
    }

    Optional<String> optionalTitle() {
        return Optional.ofNullable(title);
    }

    History historyOrDefault() {
        return Objects.requireNonNullElse(history, History.ALL);
    }

    /** Returns the ids of the requested participants without the creator. */
    Set<Long> otherParticipants(long creator) {
        var others = new TreeSet<>(Objects.requireNonNullElse(participants, List.of()));
        others.remove(creator);
        return others;
    }

    /**
     * Returns the other participant of a direct conversation.
     *
     * @throws InvalidInput if the body has fields that a direct conversation cannot have
     */
    long requireOtherUser(long creator) {
        var errors = new ArrayList<FieldError>();
        if (title != null) {
            errors.add(FieldError.of("title", ErrorCode.NOT_ALLOWED_IN_DIRECT));
        }
        if (history == History.JOINED) {
            errors.add(FieldError.of("history", ErrorCode.NOT_ALLOWED_IN_DIRECT));
        }
        var others = otherParticipants(creator);
        if (others.size() != 1) {
            errors.add(FieldError.of("participants", ErrorCode.EXACTLY_ONE_OTHER_USER));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return others.iterator().next();
    }

    /** Hashes the content of the request, regardless of order and repetition of the participants. */
    RequestHash requestHash(long creator) {
        return RequestHash.of(
                Optional.of(Objects.requireNonNullElse(kind, Kind.GROUP).toString()),
                optionalTitle(),
                Optional.of(historyOrDefault().toString()),
                Optional.of(otherParticipants(creator).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(","))));
    }
}
