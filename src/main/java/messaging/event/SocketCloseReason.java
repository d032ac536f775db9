package messaging.event;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Locale;

/** Why the server closes a WebSocket without an {@code end} frame. */
enum SocketCloseReason {
    /** No first message arrived in time. */
    AUTHENTICATION_TIMEOUT(CloseCodes.VIOLATED_POLICY),
    /** Too many connections of this server wait for their first message. */
    TOO_MANY(CloseCodes.TRY_AGAIN_LATER),
    /** A message is longer than the limit. */
    MESSAGE_TOO_LARGE(CloseCodes.TOO_BIG),
    /** A message is binary. */
    BINARY_NOT_SUPPORTED(CloseCodes.CANNOT_ACCEPT);

    private final CloseCode code;

    SocketCloseReason(CloseCode code) {
        this.code = code;
    }

    CloseReason toCloseReason() {
        return new CloseReason(code, name().toLowerCase(Locale.ROOT));
    }

    /** The reason after a first message that the server cannot accept: the code of the {@code error} frame before it. */
    static CloseReason of(MessageFault fault) {
        return new CloseReason(
                fault == MessageFault.FAILED ? CloseCodes.UNEXPECTED_CONDITION : CloseCodes.VIOLATED_POLICY,
                fault.code());
    }
}
