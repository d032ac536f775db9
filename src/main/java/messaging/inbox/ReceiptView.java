package messaging.inbox;

import java.time.Instant;
import java.util.Optional;
import messaging.conversation.Participant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A read receipt: how far a participant has read, as the others see it.
 *
 * @param user id of the account
 * @param userDetails who that is
 * @param firstSeq number of the first message after they joined; the receipt says nothing of those before it
 * @param seq number of the message up to which they have read
 * @param readAt when their read pointer moved to it, UTC
 */
@Schema(
        name = "ReadReceipt",
        description = "How far a participant has read: from first_seq to seq. It never goes back.")
public record ReceiptView(
        @Schema(examples = "3", required = true, description = "Id of the user")
        long user,

        @Schema(name = "user_details", required = true) PersonView userDetails,

        @Schema(
                name = "first_seq",
                examples = "1",
                minimum = "1",
                required = true,
                description = "Number of the first message after they joined; earlier ones are not covered")
        long firstSeq,

        @Schema(
                examples = "12",
                minimum = "1",
                required = true,
                description = "Number of the message up to which they have read")
        long seq,

        @Schema(
                name = "read_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "When their read pointer moved to it")
        Instant readAt) {

    /** Returns the receipt; empty if the participant has not moved their read pointer since they joined. */
    static Optional<ReceiptView> of(Participant participant, InboxEntry entry) {
        return entry.receiptAt()
                .map(readAt -> new ReceiptView(
                        participant.userId(),
                        PersonView.of(participant.user()),
                        participant.joinedSeq() + 1,
                        entry.receiptSeq(),
                        readAt));
    }
}
