package messaging.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How somebody keeps a conversation.
 *
 * @param muted no notifications
 * @param archived out of the way
 * @param pinned on top
 * @param muteAllMentions no mentions by {@code @all} and {@code @here}
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

    static PreferencesView of(Optional<InboxEntry> entry) {
        return new PreferencesView(
                entry.filter(InboxEntry::isMuted).isPresent(),
                entry.filter(InboxEntry::isArchived).isPresent(),
                entry.filter(InboxEntry::isPinned).isPresent(),
                entry.filter(InboxEntry::hasMutedAllMentions).isPresent());
    }

    /** Reads the columns of an entry, which are null if there is none. */
    static PreferencesView read(ResultSet row, int first) throws SQLException {
        return new PreferencesView(
                row.getBoolean(first), row.getBoolean(first + 1), row.getBoolean(first + 2), row.getBoolean(first + 3));
    }
}
