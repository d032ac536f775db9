package messaging.sync;

import messaging.inbox.PreferencesView;
import messaging.inbox.ReadStateView;
import messaging.message.SenderState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's own state of a conversation.
 *
 * @param conversation ID of the conversation
 * @param readSeq the read pointer
 * @param unreadCount number of messages of other participants after it that are not deleted
 * @param muted whether notifications are disabled
 * @param archived whether the conversation is archived
 * @param pinned whether the conversation is pinned
 */
@Schema(name = "InboxState", description = "The caller's own state of a conversation")
public record InboxView(
        @Schema(examples = "5", required = true, description = "ID of the conversation")
        long conversation,

        @Schema(name = "read_seq", examples = "12", required = true, description = "The caller's read pointer")
        long readSeq,

        @Schema(name = "unread_count", examples = "3", required = true)
        long unreadCount,

        @Schema(examples = "false", required = true) boolean muted,
        @Schema(examples = "false", required = true) boolean archived,
        @Schema(examples = "true", required = true) boolean pinned) {
    static InboxView of(ReadStateView state, PreferencesView preferences) {
        return new InboxView(
                state.conversation(),
                state.readSeq(),
                state.unreadCount(),
                preferences.muted(),
                preferences.archived(),
                preferences.pinned());
    }

    /**
     * Returns the state of a user who has just sent a message.
     *
     * @param conversation ID of the conversation
     * @param state the sender's state
     */
    public static InboxView of(long conversation, SenderState state) {
        var preferences = state.preferences();
        return new InboxView(
                conversation,
                state.readSeq(),
                state.unreadCount(),
                preferences.muted(),
                preferences.archived(),
                preferences.pinned());
    }
}
