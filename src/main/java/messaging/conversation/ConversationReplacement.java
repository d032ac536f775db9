package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import messaging.json.Change;
import messaging.json.TextLength;
import messaging.text.SingleLine;
import messaging.text.Visible;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that replaces the title and the participants of a conversation (S-API-7). An omitted optional field is left unchanged,
 * so a field that a client omits by accident deletes nothing.
 *
 * @param title null removes it
 * @param history which messages later participants see
 * @param participants ids of all participants; the owner and the caller need not be among them
 */
@Schema(description = "The conversation's new state; omitted optional fields are left unchanged")
public record ConversationReplacement(
        @Schema(
                implementation = String.class,
                examples = "Project X",
                nullable = true,
                maxLength = 255,
                description = "Null removes the title; if omitted, it is left unchanged")
        Change<@TextLength(max = 255, maxBytes = 3_060) @SingleLine @Visible String> title,

        @Schema(examples = "all", description = "What later participants see; if omitted, it is left unchanged")
        History history,

        @Schema(ref = "UserIds", required = true) @NotNull List<@NotNull @Positive Long> participants) {

    /** Removes white space around the title. */
    public ConversationReplacement {
        title = title.map(VisibleText::trim);
    }

    /**
     * Returns the replacement as changes.
     *
     * @return changes of the participants, and of the title and the history unless omitted
     */
    public ConversationChanges changes() {
        return new ConversationChanges(
                title, history == null ? Change.absent() : Change.to(history), Change.to(participants));
    }
}
