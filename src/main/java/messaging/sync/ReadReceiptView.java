package messaging.sync;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far somebody has read, as the others see it.
 *
 * @param conversation id of the conversation
 * @param user id of the account
 * @param firstSeq number of the first message after they joined; the receipt says nothing of those before it
 * @param seq the latest message that they have read
 * @param readAt UTC
 */
@Schema(name = "ReadPointer", description = "How far a participant has read, as others see it")
public record ReadReceiptView(
        @Schema(examples = "5", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(examples = "3", required = true, description = "Id of the user")
        long user,

        @Schema(
                name = "first_seq",
                examples = "1",
                minimum = "1",
                required = true,
                description = "Number of the first message after they joined; earlier ones are not covered")
        long firstSeq,

        @Schema(examples = "12", required = true, description = "Number of the latest message that they have read")
        long seq,

        @Schema(name = "read_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant readAt) {}
