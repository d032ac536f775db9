package messaging.message;

import java.time.Instant;
import messaging.conversation.Conversation.Stamp;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;

/**
 * A conversation whose row a send has locked until its transaction ends, with what the send needs to know of the sender.
 * Only {@link SendStatements#lock} creates one, so a message cannot be numbered without the lock.
 */
final class LockedConversation {
    private final Counters counters;
    private final Settings settings;
    private final Sender sender;
    private final References references;

    LockedConversation(Counters counters, Settings settings, Sender sender, References references) {
        this.counters = counters;
        this.settings = settings;
        this.sender = sender;
        this.references = references;
    }

    /**
     * The counters before the send.
     *
     * @param lastSeq number of the latest message, 0 before the first one
     * @param version number of durable changes
     * @param updatedAt time of the latest message or edit of the conversation
     */
    record Counters(long lastSeq, long version, Instant updatedAt) {}

    /** What the participants have decided about the conversation. */
    record Settings(Kind kind, History history) {}

    /**
     * The sender.
     *
     * @param role in the conversation
     * @param joinedSeq number of the latest message when the sender joined
     * @param pointer how far the sender has read
     * @param hasPointer whether the pointer is in the database yet
     */
    record Sender(Role role, long joinedSeq, ReadPointer pointer, boolean hasPointer) {}

    /**
     * What the message refers to.
     *
     * @param isRepeated whether the sender has used the client id of this send in the conversation before
     * @param repliedSeq number of the message that is replied to, if it exists; 0 otherwise
     */
    record References(boolean isRepeated, long repliedSeq) {}

    /**
     * Returns the numbers and the time of a new message. Clocks of two replicas differ, but the time of a conversation never
     * runs backwards, so the order of its messages by time is their order by number.
     */
    Stamp next(Instant now) {
        var at = now.isAfter(counters.updatedAt()) ? now : counters.updatedAt();
        return new Stamp(counters.lastSeq() + 1, counters.version() + 1, at);
    }

    boolean isDirect() {
        return settings.kind() == Kind.DIRECT;
    }

    /** Returns whether the sender has used the client id of this send in the conversation before. */
    boolean isRepeated() {
        return references.isRepeated();
    }

    /** Returns whether the message that is replied to exists and the sender may see it. */
    boolean hasRepliedMessage() {
        return references.repliedSeq() >= firstVisibleSeq();
    }

    private long firstVisibleSeq() {
        return settings.history() == History.JOINED ? sender.joinedSeq() + 1 : 1;
    }

    /** Returns whether the sender has read the new message, because nothing before it was unread. */
    boolean isReadBySender(long seq) {
        return sender.pointer().sent(seq).readSeq() == seq;
    }

    Sender sender() {
        return sender;
    }
}
