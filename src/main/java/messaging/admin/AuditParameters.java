package messaging.admin;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of the audit log. */
public class AuditParameters {
    @QueryParam("actor")
    @Parameter(
            description = "User ID of the administrator.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String actor;

    @QueryParam("action")
    @Parameter(description = "Only entries with this action.", schema = @Schema(implementation = AuditAction.class))
    private String action;

    @QueryParam("target_type")
    @Parameter(
            description = "Only entries with this type of target.",
            schema = @Schema(implementation = TargetType.class))
    private String targetType;

    @QueryParam("target_id")
    @Parameter(
            description = "ID of the target.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String targetId;

    @QueryParam("from")
    @Parameter(
            description = "Only entries at or after this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String from;

    @QueryParam("to")
    @Parameter(
            description = "Only entries before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String to;

    /** Validates the parameters. */
    AuditFilter filter() {
        var values = new QueryValues();
        var filter = new AuditFilter(
                values.id("actor", actor),
                values.choice("action", action, List.of(AuditAction.values()), AuditAction::wireName),
                values.choice("target_type", targetType, List.of(TargetType.values()), TargetType::wireName),
                values.id("target_id", targetId),
                values.moment("from", from),
                values.moment("to", to));
        values.check();
        return filter;
    }
}
