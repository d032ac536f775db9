package messaging.message;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import messaging.conversation.History;
import messaging.conversation.Kind;
import messaging.conversation.Role;

/**
 * A conversation whose row is locked until the transaction ends, with the participants who send messages to it. Only {@link
 * SendStatements#lock} creates one, so a message cannot be numbered without the lock. Each message advances its state, and
 * {@link SendStatements#update} writes the final state.
 */
final class LockedSendTarget {
    private final long id;
    private final Settings settings;
    private final Map<Long, Sender> senders = new LinkedHashMap<>();
    private Counters counters;

    LockedSendTarget(long id, Counters counters, Settings settings) {
        this.id = id;
        this.counters = counters;
        this.settings = settings;
    }

    /**
     * The counters.
     *
     * @param lastSeq number of the latest message, 0 before the first one
     * @param version number of durable changes
     * @param updatedAt time of the latest message or edit of the conversation
     */
    record Counters(long lastSeq, long version, Instant updatedAt) {}

    /** The settings of the conversation that a send needs. */
    record Settings(Kind kind, History history) {}

    /** A participant who sends messages. */
    static final class Sender {
        private final long user;
        private final Role role;
        private final long joinedSeq;
        private final boolean hasEntry;
        private final SenderState.Preferences preferences;
        private ReadPointer pointer;
        private Optional<Instant> receiptAt = Optional.empty();
        private boolean changed;

        /**
         * Creates a sender in the state in which the lock found it.
         *
         * @param user id of the account
         * @param role in the conversation
         * @param joinedSeq number of the latest message when the sender joined
         * @param pointer how far the sender has read
         * @param hasEntry whether the pointer is in the database yet
         * @param preferences of the sender for the conversation
         */
        Sender(
                long user,
                Role role,
                long joinedSeq,
                ReadPointer pointer,
                boolean hasEntry,
                SenderState.Preferences preferences) {
            this.user = user;
            this.role = role;
            this.joinedSeq = joinedSeq;
            this.pointer = pointer;
            this.hasEntry = hasEntry;
            this.preferences = preferences;
        }

        // The receipt moves with the read pointer, unless it is ahead because the sender marked messages as unread.
        private void sent(MessageStamp stamp) {
            var moved = pointer.afterSend(stamp.seq());
            if (moved.receiptSeq() > pointer.receiptSeq()) {
                receiptAt = Optional.of(stamp.sentAt());
            }
            pointer = moved;
            changed = true;
        }

        long user() {
            return user;
        }

        Role role() {
            return role;
        }

        ReadPointer pointer() {
            return pointer;
        }

        boolean hasEntry() {
            return hasEntry;
        }

        /** Returns when the receipt moved; empty if it did not. */
        Optional<Instant> receiptAt() {
            return receiptAt;
        }
    }

    void add(Sender sender) {
        senders.put(sender.user(), sender);
    }

    boolean hasSender(long user) {
        return senders.containsKey(user);
    }

    Sender sender(long user) {
        return senders.get(user);
    }

    /** Returns the senders who have sent messages in this transaction. */
    Collection<Sender> changedSenders() {
        return senders.values().stream().filter(sender -> sender.changed).toList();
    }

    /**
     * Returns the numbers and the time of a new message, and moves the counters and the sender's read pointer to it. Clocks
     * of two replicas differ, but the time of a conversation never runs backwards, so the order of its messages by time is
     * their order by number.
     *
     * @param user id of the sender
     */
    MessageStamp next(long user, Instant now) {
        var at = now.isAfter(counters.updatedAt()) ? now : counters.updatedAt();
        var stamp = new MessageStamp(counters.lastSeq() + 1, counters.version() + 1, at);
        counters = new Counters(stamp.seq(), stamp.version(), at);
        senders.get(user).sent(stamp);
        return stamp;
    }

    long id() {
        return id;
    }

    Counters counters() {
        return counters;
    }

    boolean isDirect() {
        return settings.kind() == Kind.DIRECT;
    }

    /** Returns whether the sender can see a message, and so can reply to it; false for 0, which means no message. */
    boolean isVisible(long seq, long user) {
        return seq >= (settings.history() == History.JOINED ? senders.get(user).joinedSeq + 1 : 1);
    }

    /**
     * Returns the sender's own state after all messages of the transaction, if the read pointer is now at this message;
     * empty otherwise, so that each move of the pointer is reported with one message. All messages after the pointer belong
     * to this transaction, so none of them is deleted.
     */
    Optional<SenderState> stateAt(long user, long seq) {
        var sender = senders.get(user);
        var pointer = sender.pointer();
        return pointer.readSeq() == seq
                ? Optional.of(new SenderState(seq, counters.lastSeq() - seq - pointer.ownAfter(), sender.preferences))
                : Optional.empty();
    }
}
