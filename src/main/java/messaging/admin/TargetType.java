package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Kind of resource that an administrator's action applies to. */
@Schema(name = "AuditTargetType", description = "Kind of resource that the action applies to")
enum TargetType {
    @JsonProperty("user")
    USER,
    @JsonProperty("conversation")
    CONVERSATION,
    @JsonProperty("message")
    MESSAGE;

    /** The kind as the log and the API write it: {@code user}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
