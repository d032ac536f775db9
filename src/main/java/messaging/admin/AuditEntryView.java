package messaging.admin;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that an administrator did.
 *
 * @param id identifier
 * @param actor id of the administrator
 * @param actorDetails who that is
 * @param action what was done
 * @param targetType kind of thing that it was done to
 * @param targetId its id
 * @param detail more about it; may be empty
 * @param createdAt UTC
 */
@Schema(name = "AuditEntry", description = "An action of an administrator")
public record AuditEntryView(
        @Schema(examples = "17", required = true) long id,

        @Schema(examples = "4", required = true, description = "Id of the administrator")
        long actor,

        @Schema(name = "actor_details", required = true) PersonView actorDetails,

        @Schema(ref = "AuditAction", required = true) String action,

        @Schema(name = "target_type", ref = "AuditTargetType", required = true)
        String targetType,

        @Schema(name = "target_id", examples = "3", required = true)
        long targetId,

        @Schema(examples = "Spam", required = true, description = "More about it, such as the reason; may be empty")
        String detail,

        @Schema(name = "created_at", examples = "2026-01-31T09:30:00.123456Z", required = true)
        Instant createdAt) {

    static AuditEntryView of(AuditEntry entry) {
        return new AuditEntryView(
                entry.id(),
                entry.actor().id(),
                PersonView.of(entry.actor()),
                entry.action(),
                entry.targetType(),
                entry.targetId(),
                entry.detail(),
                entry.createdAt());
    }
}
