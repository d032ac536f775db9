package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import messaging.json.Characters;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that makes a conversation, and body of a PUT, which replaces one (S-API-7).
 *
 * @param title optional
 * @param participants ids of accounts; the creator need not be among them
 */
@Schema(description = "A conversation; the creator always takes part and need not be among the participants")
public record NewConversation(
        @Schema(examples = "Project X", nullable = true, maxLength = 255) @Characters(max = 255)
        String title,

        @Schema(ref = "UserIds") List<@NotNull @Positive Long> participants) {

    Optional<String> titleIfAny() {
        return Optional.ofNullable(title);
    }

    Set<Long> named() {
        return Set.copyOf(Objects.requireNonNullElse(participants, List.of()));
    }
}
