package messaging.admin;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filters of the audit log, as they came. */
public class AuditParameters {
    @QueryParam("actor")
    @Parameter(
            description = "Id of the administrator.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String actor;

    @QueryParam("action")
    @Parameter(
            description = "What was done.",
            example = "user.deactivate",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {
                                "user.password_reset",
                                "user.deactivate",
                                "user.reactivate",
                                "user.promote",
                                "user.demote",
                                "user.end_sessions",
                                "conversation.read",
                                "conversation.appoint_owner",
                                "message.delete"
                            }))
    private String action;

    @QueryParam("target_type")
    @Parameter(
            description = "Kind of thing that it was done to.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"user", "conversation", "message"}))
    private String targetType;

    @QueryParam("target_id")
    @Parameter(
            description = "Id of what it was done to.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String targetId;

    @QueryParam("from")
    @Parameter(
            description = "Only from this moment on.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String from;

    @QueryParam("to")
    @Parameter(
            description = "Only before this moment.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    private String to;

    /** The checked filters. */
    AuditFilter filter() {
        var values = new QueryValues();
        var filter = new AuditFilter(
                values.id("actor", actor),
                values.word("action", action, List.of(Action.values()), Action::word),
                values.word("target_type", targetType, List.of("user", "conversation", "message"), type -> type),
                values.id("target_id", targetId),
                values.moment("from", from),
                values.moment("to", to));
        values.check();
        return filter;
    }
}
