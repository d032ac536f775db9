package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a PATCH of the preferences for a conversation (S-PLUS-1).
 *
 * @param muted no notifications
 * @param archived out of the way
 * @param pinned on top
 * @param muteAllMentions no mentions by {@code @all} and {@code @here}
 */
@Schema(name = "PreferencesUpdate", description = "The preferences to change")
public record PreferenceChanges(
        @Schema(implementation = Boolean.class, examples = "true")
        Change<@NotNull Boolean> muted,

        @Schema(implementation = Boolean.class, examples = "false")
        Change<@NotNull Boolean> archived,

        @Schema(implementation = Boolean.class, examples = "true")
        Change<@NotNull Boolean> pinned,

        @Schema(
                name = "mute_all_mentions",
                implementation = Boolean.class,
                examples = "true",
                description = "Do not list messages in the caller's mentions only because of @all or @here")
        Change<@NotNull Boolean> muteAllMentions) {}
