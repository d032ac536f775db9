package messaging.live;

import java.util.Locale;

/** Why the server ends a connection: the {@code reason} of an {@code end} frame. */
public enum DisconnectReason {
    /** The access token has expired. */
    TOKEN_EXPIRED,
    /** The session has ended, or the account has been deactivated. */
    SIGNED_OUT,
    /** The client receives more slowly than changes happen. */
    SLOW,
    /** The limit of connections has been reached: that of the account or that of the server. */
    TOO_MANY,
    /** The server is about to stop; the client resumes on another replica. */
    DRAINING,
    /** The server failed. */
    FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
