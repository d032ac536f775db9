package messaging.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What administrators do that the audit log keeps. The word before the first underscore says to what kind of thing. */
@Schema(name = "AuditAction", description = "What an administrator did")
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

    /** As the log and the API have it: {@code user.deactivate}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    /** Kind of thing that it is done to: {@code user}. */
    String target() {
        return word().substring(0, word().indexOf('.'));
    }
}
