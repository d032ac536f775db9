package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import messaging.json.Change;
import messaging.json.TextLength;
import messaging.text.SingleLine;
import messaging.text.Visible;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that changes a conversation (S-API-7).
 *
 * @param title null removes it
 * @param history which messages later participants see
 * @param participants ids of all participants; the owner and the caller need not be among them
 */
@Schema(
        name = "ConversationUpdate",
        examples = "{\"title\": \"Project Y\"}",
        description = "The fields of the conversation to change")
public record ConversationChanges(
        @Schema(implementation = String.class, examples = "Project Y", nullable = true, maxLength = 255)
        Change<@TextLength(max = 255, maxBytes = 3_060) @SingleLine @Visible String> title,

        @Schema(ref = "HistoryVisibility", description = "What later participants see")
        Change<@NotNull History> history,

        @Schema(ref = "ChangedUserIds") Change<@NotNull List<@NotNull @Positive Long>> participants) {

    /** Removes white space around the title. */
    public ConversationChanges {
        title = title.map(VisibleText::trim);
    }

    Optional<Set<Long>> participantIds() {
        return participants.value().map(Set::copyOf);
    }

    boolean hasNewTitle(Conversation conversation) {
        return title.isNamed() && !title.value().equals(conversation.title());
    }

    boolean hasNewHistory(Conversation conversation) {
        return history.value().filter(shown -> shown != conversation.history()).isPresent();
    }
}
