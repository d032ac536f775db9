package messaging.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

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

    /** What a client sent made no sense. */
    record Fault(String type, String detail) {
        static final String TYPE = "error";
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
