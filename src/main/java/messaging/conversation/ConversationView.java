package messaging.conversation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A conversation as its participants see it.
 *
 * @param id identifier
 * @param title or null
 * @param owner id of the account that owns it
 * @param participants ids of the accounts in it
 * @param participantDetails who they are, in the same order
 * @param lastSeq number of the latest message, 0 before the first
 * @param version counts every durable change
 * @param createdAt UTC
 * @param updatedAt UTC; a message raises it
 */
@Schema(name = "Conversation", description = "A conversation as its participants see it")
public record ConversationView(
        @Schema(examples = "1", required = true) long id,

        @Schema(examples = "Project X", nullable = true, required = true)
        String title,

        @Schema(examples = "2", required = true, description = "Id of the user who owns it")
        long owner,

        @Schema(examples = "[1, 2]", required = true, description = "Ids of users")
        List<Long> participants,

        @Schema(name = "participant_details", required = true)
        List<PersonView> participantDetails,

        @Schema(name = "last_seq", examples = "12", required = true, description = "Number of the latest message")
        long lastSeq,

        @Schema(examples = "15", required = true, description = "Counts every durable change")
        long version,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt,

        @Schema(
                name = "updated_at",
                examples = "2026-01-31T09:30:00.123456Z",
                required = true,
                description = "Raised by every message")
        Instant updatedAt) {

    static ConversationView of(Conversation conversation, List<Participant> participants) {
        var sorted = participants.stream()
                .sorted(Comparator.comparingLong(Participant::userId))
                .toList();
        return new ConversationView(
                conversation.id(),
                conversation.title().orElse(null),
                sorted.stream()
                        .filter(participant -> participant.role() == Role.OWNER)
                        .findFirst()
                        .orElseThrow()
                        .userId(),
                sorted.stream().map(Participant::userId).toList(),
                sorted.stream().map(Participant::user).map(PersonView::of).toList(),
                conversation.lastSeq(),
                conversation.version(),
                conversation.createdAt(),
                conversation.updatedAt());
    }
}
