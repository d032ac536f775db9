package messaging.sync;

import messaging.inbox.PreferencesView;
import messaging.inbox.ReadStateView;
import messaging.message.SenderState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One's own state of a conversation.
 *
 * @param conversation id of the conversation
 * @param readSeq one's read pointer
 * @param unreadCount messages after it that are others' and not deleted
 * @param muted no noise
 * @param archived put away
 * @param pinned kept on top
 */
@Schema(name = "InboxState", description = "The caller's own state of a conversation")
public record InboxView(
        @Schema(examples = "5", required = true, description = "Id of the conversation")
        long conversation,

        @Schema(name = "read_seq", examples = "12", required = true, description = "The caller's read pointer")
        long readSeq,

        @Schema(name = "unread_count", examples = "3", required = true)
        long unreadCount,

        @Schema(examples = "false", required = true) boolean muted,
        @Schema(examples = "false", required = true) boolean archived,
        @Schema(examples = "true", required = true) boolean pinned) {
    static InboxView of(ReadStateView state, PreferencesView kept) {
        return new InboxView(
                state.conversation(),
                state.readSeq(),
                state.unreadCount(),
                kept.muted(),
                kept.archived(),
                kept.pinned());
    }

    /** Returns the state of a user who has just sent messages. */
    public static InboxView of(long conversation, SenderState state) {
        var kept = state.preferences();
        return new InboxView(
                conversation, state.readSeq(), state.unreadCount(), kept.muted(), kept.archived(), kept.pinned());
    }
}
