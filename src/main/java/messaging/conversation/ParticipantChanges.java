package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a PATCH of a participant (S-PLUS-1).
 *
 * @param role the owner's hands the group over
 */
@Schema(description = "The fields of the participant that change")
public record ParticipantChanges(
        @Schema(
                type = SchemaType.STRING,
                implementation = String.class,
                enumeration = {"owner", "admin", "member"},
                examples = "admin",
                description = "owner hands the group over; whoever owned it administers it from then on")
        Change<@NotNull Role> role) {}
