package messaging.admin;

import java.util.Locale;

/** What administrators do that the audit log keeps. The word before the first underscore says to what kind of thing. */
enum Action {
    USER_PASSWORD_RESET,
    USER_DEACTIVATE,
    USER_REACTIVATE,
    USER_PROMOTE,
    USER_DEMOTE,
    USER_END_SESSIONS,
    CONVERSATION_READ,
    CONVERSATION_DELETE,
    CONVERSATION_APPOINT_OWNER,
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
