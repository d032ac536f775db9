package messaging.inbox;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far the caller has read in a conversation.
 *
 * @param conversation id of the conversation
 * @param readSeq number of the last read message
 * @param unreadCount number of other participants' messages after {@code readSeq} that are not deleted
 * @param lastSeq number of the latest message
 */
@Schema(name = "ReadState", description = "How far the caller has read in a conversation")
public record ReadStateView(
        @Schema(examples = "1", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(
                name = "read_seq",
                examples = "10",
                required = true,
                description = "Number of the last message that the caller has read")
        long readSeq,

        @Schema(
                name = "unread_count",
                examples = "2",
                minimum = "0",
                required = true,
                description = "Number of other participants' messages after read_seq that are not deleted")
        long unreadCount,

        @Schema(name = "last_seq", examples = "12", required = true, description = "Number of the latest message")
        long lastSeq) {

    static ReadStateView of(ReadPosition position, UnreadSummary summary) {
        return new ReadStateView(
                position.conversation(), position.readSeq(), position.unreadCount(summary), position.lastSeq());
    }
}
