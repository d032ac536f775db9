package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import messaging.json.Change;
import messaging.json.Characters;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT conversations/{id}/}, which replaces title and participants (S-API-7).
 *
 * @param title missing or null takes it away
 * @param history stays as it is unless given
 * @param participants everybody who shall take part from now on; the owner and the caller stay
 */
@Schema(description = "What a conversation shall be from now on; the owner and the caller stay in it")
public record ConversationReplacement(
        @Schema(examples = "Project X", nullable = true, maxLength = 255) @Characters(max = 255)
        String title,

        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                enumeration = {"all", "joined"},
                examples = "all",
                description = "What somebody sees who joined later; stays unless given")
        History history,

        @Schema(ref = "UserIds") List<@NotNull @Positive Long> participants) {

    /**
     * The replacement as changes.
     *
     * @return a change of title and participants, and of the history if it is given
     */
    public ConversationChanges changes() {
        return new ConversationChanges(
                Change.to(title),
                history == null ? Change.absent() : Change.to(history),
                Change.to(Objects.requireNonNullElse(participants, List.of())));
    }
}
