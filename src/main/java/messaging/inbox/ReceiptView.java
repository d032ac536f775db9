package messaging.inbox;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A read receipt: how far a participant has read, as all participants see it.
 *
 * @param user id of the account
 * @param userDetails public fields of the account
 * @param firstSeq number of the first message after the participant joined; the receipt does not cover earlier ones
 * @param seq number of the last read message
 * @param readAt time of reading it, UTC
 */
@Schema(
        name = "ReadReceipt",
        description = "A participant has read the messages from first_seq to seq. seq never decreases.")
public record ReceiptView(
        @Schema(examples = "3", required = true, description = "Id of the user")
        long user,

        @Schema(name = "user_details", required = true) PersonView userDetails,

        @Schema(
                name = "first_seq",
                examples = "1",
                minimum = "1",
                required = true,
                description = "Number of the first message after the participant joined; earlier ones are not covered")
        long firstSeq,

        @Schema(examples = "12", minimum = "1", required = true, description = "Number of the last read message")
        long seq,

        @Schema(
                name = "read_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "When the participant read it")
        Instant readAt) {}
