package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Set;
import messaging.json.Change;
import messaging.json.Characters;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PATCH conversations/{id}/}: what changes (S-API-7).
 *
 * @param title null takes it away
 * @param participants everybody who shall take part from now on; the owner stays
 */
@Schema(description = "The fields of the conversation that change")
public record ConversationChanges(
        @Schema(implementation = String.class, examples = "Project Y", nullable = true, maxLength = 255)
        Change<@Characters(max = 255) String> title,

        @Schema(ref = "ChangedUserIds") Change<@NotNull List<@NotNull @Positive Long>> participants) {

    static ConversationChanges replacing(NewConversation body) {
        return new ConversationChanges(Change.to(body.title()), Change.to(List.copyOf(body.named())));
    }

    Change<Set<Long>> named() {
        return participants.isNamed()
                ? Change.to(Set.copyOf(participants.value().orElseThrow()))
                : Change.absent();
    }
}
