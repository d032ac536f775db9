package messaging.conversation;

import jakarta.validation.constraints.NotNull;
import messaging.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body that changes a participant (S-PLUS-1).
 *
 * @param role the new role; owner transfers the ownership
 */
@Schema(
        name = "ParticipantUpdate",
        examples = "{\"role\": \"admin\"}",
        description = "The fields of the participant to change")
public record ParticipantChanges(
        @Schema(
                ref = "ParticipantRole",
                description = "owner transfers ownership; the former owner becomes an administrator")
        Change<@NotNull Role> role) {}
