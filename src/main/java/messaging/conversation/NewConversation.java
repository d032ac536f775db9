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
 * Body that makes a conversation (S-API-7, S-PLUS-1).
 *
 * @param kind a group unless given
 * @param title optional, for groups
 * @param history what somebody sees who joins later; everything unless given
 * @param participants ids of accounts; the creator need not be among them
 * @param clientId what the client calls this request, so that it can be repeated
 */
@Schema(
        name = "ConversationCreate",
        examples = "{\"title\": \"Project X\", \"participants\": [2, 3]}",
        description =
                "A new conversation. The creator is always a participant and need not be listed. A direct"
                        + " conversation has exactly one other participant and no title, and there is one for each pair of users.")
public record NewConversation(
        @Schema(examples = "group", description = "group unless given")
        Kind kind,

        @Schema(examples = "Project X", nullable = true, maxLength = 255)
        @TextLength(max = 255, maxBytes = 3_060)
        @SingleLine
        @Visible
        String title,

        @Schema(examples = "all", description = "What later participants see; all unless given")
        History history,

        @Schema(ref = "UserIds") List<@NotNull @Positive Long> participants,

        @Schema(
                name = "client_id",
                examples = "7f0c3a52-1",
                nullable = true,
                minLength = 1,
                maxLength = ClientId.MAX,
                description = "Client-chosen id of this request, unique per user; can be given as the"
                        + " header Idempotency-Key instead")
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

    /** Everybody who shall take part beside the creator. */
    Set<Long> others(long creator) {
        var others = new TreeSet<>(Objects.requireNonNullElse(participants, List.of()));
        others.remove(creator);
        return others;
    }

    /**
     * Refuses what two people's conversation cannot have.
     *
     * @return the other one
     */
    long requireOtherUser(long creator) {
        var faults = new ArrayList<FieldError>();
        if (title != null) {
            faults.add(FieldError.of("title", ErrorCode.NOT_ALLOWED_IN_DIRECT));
        }
        if (history == History.JOINED) {
            faults.add(FieldError.of("history", ErrorCode.NOT_ALLOWED_IN_DIRECT));
        }
        var others = others(creator);
        if (others.size() != 1) {
            faults.add(FieldError.of("participants", ErrorCode.EXACTLY_ONE_OTHER_USER));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return others.iterator().next();
    }

    /** What is asked for, whoever is named how often and in which order. */
    RequestHash hash(long creator) {
        return RequestHash.of(
                Optional.of(Objects.requireNonNullElse(kind, Kind.GROUP).toString()),
                optionalTitle(),
                Optional.of(historyOrDefault().toString()),
                Optional.of(others(creator).stream().map(Object::toString).collect(Collectors.joining(","))));
    }
}
