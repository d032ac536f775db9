package messaging.event;

import java.util.Locale;

/** Why a connection is ended by the server. */
public enum Ending {
    /** The access token expired. */
    TOKEN_EXPIRED,
    /** The session ended, or the account was deactivated. */
    SIGNED_OUT,
    /** The client took in less than there was to tell. */
    SLOW,
    /** As many clients listen already as may, of the account or at this server. */
    TOO_MANY,
    /** The server is about to stop; another one takes the client. */
    DRAINING,
    /** Something went wrong here. */
    FAILED;

    /** As clients read it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
