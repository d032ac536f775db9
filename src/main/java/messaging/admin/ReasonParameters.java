package messaging.admin;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameter with the reason of an action. */
public class ReasonParameters {
    private static final int MAX_LENGTH = 500;

    @QueryParam("reason")
    @Parameter(
            description = "Reason, for the audit log.",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_LENGTH))
    private String reason;

    /** Validates the reason; empty by default. */
    String text() {
        var values = new QueryValues();
        var text = values.text("reason", reason, MAX_LENGTH);
        values.check();
        return text.orElse("");
    }
}
