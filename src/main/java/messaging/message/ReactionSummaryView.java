package messaging.message;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One emoji under a message, and who chose it.
 *
 * @param emoji in its fully qualified form
 * @param count how many did
 * @param users ids of the first fifty, by time
 */
@Schema(name = "ReactionSummary", description = "An emoji on a message and the users who added it")
public record ReactionSummaryView(
        @Schema(examples = "👍", required = true) String emoji,

        @Schema(examples = "2", required = true, minimum = "1", description = "How many users reacted so")
        long count,

        @Schema(examples = "[1, 2]", required = true, description = "Ids of the first 50 of them, by time")
        List<Long> users) {
    /** How many users are named. */
    static final int NAMED = 50;

    /** Copies the list. */
    public ReactionSummaryView {
        users = List.copyOf(users);
    }
}
