package messaging.inbox;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a PATCH of the preferences for a conversation (S-PLUS-1).
 *
 * @param muted no notifications
 * @param archived out of the way
 * @param pinned on top
 */
@Schema(description = "The preferences that change")
public record PreferenceChanges(
        @Schema(type = SchemaType.BOOLEAN, implementation = Boolean.class, examples = "true")
        Change<@NotNull Boolean> muted,

        @Schema(type = SchemaType.BOOLEAN, implementation = Boolean.class, examples = "false")
        Change<@NotNull Boolean> archived,

        @Schema(type = SchemaType.BOOLEAN, implementation = Boolean.class, examples = "true")
        Change<@NotNull Boolean> pinned) {}
