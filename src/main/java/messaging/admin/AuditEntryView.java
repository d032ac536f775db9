package messaging.admin;

import java.time.Instant;
import messaging.user.PersonView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the audit log.
 *
 * @param id ID of the entry
 * @param actor user ID of the administrator
 * @param actorDetails the administrator
 * @param action the action
 * @param targetType type of the target
 * @param targetId ID of the target
 * @param detail details, such as the reason; may be empty
 * @param createdAt in UTC
 */
@Schema(name = "AuditEntry", description = "An action of an administrator")
public record AuditEntryView(
        @Schema(examples = "17", required = true) long id,

        @Schema(examples = "4", required = true, description = "User ID of the administrator")
        long actor,

        @Schema(name = "actor_details", required = true) PersonView actorDetails,

        @Schema(ref = "AuditAction", required = true) String action,

        @Schema(name = "target_type", ref = "AuditTargetType", required = true)
        String targetType,

        @Schema(name = "target_id", examples = "3", required = true)
        long targetId,

        @Schema(examples = "Spam", required = true, description = "Details, such as the reason; may be empty")
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
