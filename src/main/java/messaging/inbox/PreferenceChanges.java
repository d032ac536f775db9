package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that changes the preferences for a conversation (S-PLUS-1).
 *
 * @param muted whether notifications are off
 * @param archived whether the conversation is archived
 * @param pinned whether the conversation is at the top of the list
 * @param muteAllMentions whether {@code @all} and {@code @here} do not mention the user
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
                description = "Whether @all and @here do not mention the caller")
        Change<@NotNull Boolean> muteAllMentions) {}
