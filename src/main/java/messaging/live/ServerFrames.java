package messaging.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import messaging.problem.FieldError;
import messaging.sync.InboxView;
import messaging.sync.ReadReceiptView;

/** The frames that the server sends besides changes. Each is a JSON object whose first property is its type. */
final class ServerFrames {
    private ServerFrames() {}

    /**
     * The first frame.
     *
     * @param position sync token at which the stream starts
     * @param heartbeatSeconds longest silence, in seconds
     * @param user ID of the account
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hello(String type, String position, long heartbeatSeconds, long user) {
        static final String TYPE = "hello";
    }

    /**
     * The last frame.
     *
     * @param reason code of the reason
     * @param resume sync token to resume from; null if there is none yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record End(String type, String reason, String resume) {
        static final String TYPE = "end";
    }

    /** The client has received every change before the connection. */
    record CaughtUp(String type, String position) {
        static final String TYPE = "caught_up";
    }

    /**
     * The server cannot act on a message of the client.
     *
     * @param code for programs
     * @param detail for people
     * @param errors errors of single fields
     */
    record Error(
            String type,
            String code,
            String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
        static final String TYPE = "error";

        static Error of(ErrorFrameCode code, String detail, List<FieldError> errors) {
            return new Error(TYPE, code.code(), detail, List.copyOf(errors));
        }
    }

    /** The response to a ping. */
    record Pong(String type) {
        static final String TYPE = "pong";
    }

    /** A participant is typing. */
    record Typing(String type, long conversation, long user) {
        static final String TYPE = "typing";
    }

    /** A participant came online or went offline. */
    record Presence(String type, long user, String status) {
        static final String TYPE = "presence";
    }

    /** A participant has read up to a message. */
    record Read(String type, long conversation, long user, long firstSeq, long seq, Instant readAt) {
        static final String TYPE = "read";

        static Read of(ReadReceiptView receipt) {
            return new Read(
                    TYPE, receipt.conversation(), receipt.user(), receipt.firstSeq(), receipt.seq(), receipt.readAt());
        }
    }

    /** The user's own state of a conversation has changed. */
    record Inbox(
            String type,
            long conversation,
            long readSeq,
            long unreadCount,
            boolean muted,
            boolean archived,
            boolean pinned) {
        static final String TYPE = "inbox";

        static Inbox of(InboxView inbox) {
            return new Inbox(
                    TYPE,
                    inbox.conversation(),
                    inbox.readSeq(),
                    inbox.unreadCount(),
                    inbox.muted(),
                    inbox.archived(),
                    inbox.pinned());
        }
    }
}
