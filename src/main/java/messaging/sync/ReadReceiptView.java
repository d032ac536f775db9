package messaging.sync;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a participant has read, as the other participants see it.
 *
 * @param conversation ID of the conversation
 * @param user ID of the account
 * @param firstSeq number of the first message after the participant joined; earlier ones are not covered
 * @param seq number of the latest message that the participant has read
 * @param readAt UTC
 */
@Schema(name = "ReadPointer", description = "How far a participant has read, as other participants see it")
public record ReadReceiptView(
        @Schema(examples = "5", required = true, description = "ID of the conversation")
        long conversation,

        @Schema(examples = "3", required = true, description = "ID of the user")
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
