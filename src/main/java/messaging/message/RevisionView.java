package messaging.message;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The words that a message has or had.
 *
 * @param revision 1 for those that it was sent with
 * @param content the words
 * @param createdAt UTC; when it got them
 */
@Schema(name = "MessageRevision", description = "The words that a message has or had")
public record RevisionView(
        @Schema(examples = "2", required = true, minimum = "1", description = "1 for the words that it was sent with")
        long revision,

        @Schema(examples = "Hello again!", required = true) String content,

        @Schema(
                name = "created_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "When the message got these words")
        Instant createdAt) {

    static RevisionView of(MessageRevision former) {
        return new RevisionView(former.revision(), former.content(), former.createdAt());
    }

    static RevisionView present(Message message) {
        return new RevisionView(message.revision(), message.content().orElseThrow(), message.updatedAt());
    }

    /** Leaves the words out. */
    @Override
    public String toString() {
        return "RevisionView[revision=" + revision + "]";
    }
}
