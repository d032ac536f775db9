package messaging.message;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A revision of a message.
 *
 * @param revision 1 for the content as sent
 * @param content its content
 * @param createdAt UTC; time of the edit
 */
@Schema(name = "MessageRevision", description = "A revision of a message")
public record RevisionView(
        @Schema(examples = "2", required = true, minimum = "1", description = "1 for the content as sent")
        long revision,

        @Schema(examples = "Hello again!", required = true) String content,

        @Schema(
                name = "created_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "Time of the edit")
        Instant createdAt) {

    /** Omits the content. */
    @Override
    public String toString() {
        return "RevisionView[revision=" + revision + "]";
    }
}
