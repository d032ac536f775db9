package messaging.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import messaging.problem.FieldError;

/** What is told beside changes; each is one JSON object with its type first. */
final class Frames {
    private Frames() {}

    /**
     * The first frame.
     *
     * @param position where the stream begins
     * @param heartbeatSeconds longest silence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hello(String type, String position, long heartbeatSeconds, long user) {
        static final String TYPE = "hello";
    }

    /**
     * The last frame.
     *
     * @param reason why
     * @param resume the position to resume from; null if there is none yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record End(String type, String reason, String resume) {
        static final String TYPE = "end";
    }

    /** Everything that changed before the connection was opened has been told. */
    record CaughtUp(String type, String position) {
        static final String TYPE = "caught_up";
    }

    /**
     * Reports a client's message that the server cannot act on.
     *
     * @param code stable, for programs
     * @param detail for people
     * @param errors faults of single fields
     */
    record Fault(
            String type,
            String code,
            String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
        static final String TYPE = "error";

        static Fault of(MessageFault fault, String detail, List<FieldError> errors) {
            return new Fault(TYPE, fault.code(), detail, List.copyOf(errors));
        }
    }

    /** The answer to a ping. */
    record Pong(String type) {
        static final String TYPE = "pong";
    }

    /** Somebody is typing. */
    record Typing(String type, long conversation, long user) {
        static final String TYPE = "typing";
    }

    /** Somebody came or went. */
    record Presence(String type, long user, String status) {
        static final String TYPE = "presence";
    }

    /** Somebody has read up to a message. */
    record Read(String type, long conversation, long user, long firstSeq, long seq, Instant readAt) {
        static final String TYPE = "read";

        static Read of(ReadView read) {
            return new Read(TYPE, read.conversation(), read.user(), read.firstSeq(), read.seq(), read.readAt());
        }
    }

    /** One's own state of a conversation changed. */
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
