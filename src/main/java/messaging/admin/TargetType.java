package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Type of the target of an administrator's action. */
@Schema(name = "AuditTargetType", description = "Type of the target")
enum TargetType {
    @JsonProperty("user")
    USER,
    @JsonProperty("conversation")
    CONVERSATION,
    @JsonProperty("message")
    MESSAGE;

    /** Returns the name in the database and the API: {@code user}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
