package messaging.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Locale;

/** The reasons for which the server closes a WebSocket before the client has authenticated, or for a protocol error. */
enum WebSocketCloseReason {
    /** The client did not authenticate in time. */
    AUTHENTICATION_TIMEOUT(CloseCodes.VIOLATED_POLICY),
    /** Too many connections to this replica wait for authentication. */
    TOO_MANY(CloseCodes.TRY_AGAIN_LATER),
    /** A message is longer than the limit. */
    MESSAGE_TOO_LARGE(CloseCodes.TOO_BIG),
    /** A message is binary. */
    BINARY_NOT_SUPPORTED(CloseCodes.CANNOT_ACCEPT);

    private final CloseCode code;

    WebSocketCloseReason(CloseCode code) {
        this.code = code;
    }

    /** Closes a session for this reason. */
    void close(Session session) {
        close(session, new CloseReason(code, name().toLowerCase(Locale.ROOT)));
    }

    /** Returns the close reason that follows an {@code error} frame: its code. */
    static CloseReason of(ErrorFrameCode error) {
        return new CloseReason(
                error == ErrorFrameCode.FAILED ? CloseCodes.UNEXPECTED_CONDITION : CloseCodes.VIOLATED_POLICY,
                error.code());
    }

    /** Returns the close reason that follows an {@code end} frame: its reason. */
    static CloseReason of(DisconnectReason reason) {
        var code = switch (reason) {
            case TOKEN_EXPIRED, SIGNED_OUT -> CloseCodes.VIOLATED_POLICY;
            case SLOW, TOO_MANY -> CloseCodes.TRY_AGAIN_LATER;
            case DRAINING -> CloseCodes.SERVICE_RESTART;
            case FAILED -> CloseCodes.UNEXPECTED_CONDITION;
        };
        return new CloseReason(code, reason.code());
    }

    /** Closes a session, if it is still open. */
    static void close(Session session, CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException | IllegalStateException e) {
            // It has been closed already.
        }
    }
}
