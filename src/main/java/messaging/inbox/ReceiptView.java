package messaging.inbox;

import java.time.Instant;
import java.util.Optional;
import messaging.conversation.Participant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a participant has read, as the others see it.
 *
 * @param user id of the account
 * @param userDetails who that is
 * @param seq number of the message up to which they have read, or which was the latest when they joined
 * @param readAt UTC; null if they have read nothing since they joined
 */
@Schema(name = "Receipt", description = "How far a participant has read; it never goes back")
public record ReceiptView(
        @Schema(examples = "3", required = true, description = "Id of the user")
        long user,

        @Schema(name = "user_details", required = true) PersonView userDetails,

        @Schema(
                examples = "12",
                required = true,
                description =
                        "Number of the message up to which they have read, or which was the latest when they joined")
        long seq,

        @Schema(
                name = "read_at",
                examples = "2026-01-31T09:30:00.123456Z",
                nullable = true,
                required = true,
                description = "When they read it; null if they have read nothing since they joined")
        Instant readAt) {

    static ReceiptView of(Participant participant, Optional<InboxEntry> entry) {
        return new ReceiptView(
                participant.userId(),
                PersonView.of(participant.user()),
                entry.map(InboxEntry::receiptSeq).orElse(participant.joinedSeq()),
                entry.flatMap(InboxEntry::receiptAt).orElse(null));
    }
}
