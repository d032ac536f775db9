package messaging.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's preferences for a conversation.
 *
 * @param muted whether notifications are off
 * @param archived whether the conversation is archived
 * @param pinned whether the conversation is at the top of the list
 * @param muteAllMentions whether {@code @all} and {@code @here} do not mention the user
 */
@Schema(name = "Preferences", description = "The caller's preferences for a conversation")
public record PreferencesView(
        @Schema(examples = "false", required = true) boolean muted,

        @Schema(examples = "false", required = true) boolean archived,

        @Schema(examples = "true", required = true) boolean pinned,

        @Schema(
                name = "mute_all_mentions",
                examples = "false",
                required = true,
                description = "Whether @all and @here do not mention the caller")
        boolean muteAllMentions) {

    static PreferencesView of(InboxEntry entry) {
        return new PreferencesView(entry.isMuted(), entry.isArchived(), entry.isPinned(), entry.hasMutedAllMentions());
    }

    /** Reads the columns of an entry, which are null if there is none. */
    static PreferencesView read(ResultSet row, int first) throws SQLException {
        return new PreferencesView(
                row.getBoolean(first), row.getBoolean(first + 1), row.getBoolean(first + 2), row.getBoolean(first + 3));
    }
}
