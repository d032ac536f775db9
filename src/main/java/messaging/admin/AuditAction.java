package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Administrator actions in the audit log. The word before the first underscore is the type of the target. */
@Schema(name = "AuditAction", description = "Action of an administrator")
enum AuditAction {
    @JsonProperty("user.password_reset")
    USER_PASSWORD_RESET,
    @JsonProperty("user.deactivate")
    USER_DEACTIVATE,
    @JsonProperty("user.reactivate")
    USER_REACTIVATE,
    @JsonProperty("user.promote")
    USER_PROMOTE,
    @JsonProperty("user.demote")
    USER_DEMOTE,
    @JsonProperty("user.end_sessions")
    USER_END_SESSIONS,
    @JsonProperty("conversation.read")
    CONVERSATION_READ,
    @JsonProperty("conversation.delete")
    CONVERSATION_DELETE,
    @JsonProperty("conversation.appoint_owner")
    CONVERSATION_APPOINT_OWNER,
    @JsonProperty("message.delete")
    MESSAGE_DELETE;

    /** Returns the name in the database and the API: {@code user.deactivate}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    /** Returns the type of the target: {@code user}. */
    String target() {
        return wireName().substring(0, wireName().indexOf('.'));
    }
}
