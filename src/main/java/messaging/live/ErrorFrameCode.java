package messaging.live;

import java.util.Locale;

/** The fault of a client's WebSocket message: the {@code code} of an {@code error} frame. */
enum ErrorFrameCode {
    /** The text is not valid JSON. */
    INVALID_JSON,
    /** A field is missing or has an invalid value. */
    INVALID_MESSAGE,
    /** The {@code type} is not one that clients send. */
    UNKNOWN_TYPE,
    /** The first message is not an {@code auth} with a valid access token. */
    NOT_AUTHENTICATED,
    /** The token of a later {@code auth} is not valid for the connection's account. */
    INVALID_TOKEN,
    /** The sync token to resume from was not issued by the server. */
    INVALID_SINCE,
    /** The versions to resume from are not version numbers by conversation ID. */
    INVALID_VERSIONS,
    /** The message names a conversation or message that the caller cannot see. */
    NOT_FOUND,
    /** The server rejected the command for another reason. */
    REFUSED,
    /** The server failed. */
    FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
