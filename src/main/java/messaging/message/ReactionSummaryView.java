package messaging.message;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An emoji on a message and the users who added it.
 *
 * @param emoji in its fully qualified form
 * @param count number of users
 * @param users ids of the first {@link #MAX_USERS}, by time
 */
@Schema(name = "ReactionSummary", description = "An emoji on a message and the users who added it")
public record ReactionSummaryView(
        @Schema(examples = "👍", required = true) String emoji,

        @Schema(examples = "2", required = true, minimum = "1", description = "Number of users who added it")
        long count,

        @Schema(examples = "[1, 2]", required = true, description = "Ids of the first 50 of them, by time")
        List<Long> users) {
    /** Maximum number of listed users. */
    static final int MAX_USERS = 50;

    /** Copies the list. */
    public ReactionSummaryView {
        users = List.copyOf(users);
    }
}
