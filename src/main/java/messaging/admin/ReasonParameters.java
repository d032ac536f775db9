package messaging.admin;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Why an administrator does something, as it came. */
public class ReasonParameters {
    private static final int LONGEST = 500;

    @QueryParam("reason")
    @Parameter(description = "Why, for the audit log.", schema = @Schema(type = SchemaType.STRING, maxLength = LONGEST))
    private String reason;

    /** The checked reason; empty unless given. */
    String text() {
        var values = new QueryValues();
        var text = values.text("reason", reason, LONGEST);
        values.check();
        return text.orElse("");
    }
}
