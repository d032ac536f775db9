package messaging.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A participant's own state in a conversation: read pointer, read receipt, preferences. A participant without an entry has
 * read the messages before joining and has the default preferences.
 */
@Entity
@Table(name = "inbox_entries")
@IdClass(InboxEntry.Key.class)
public class InboxEntry {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    @Column(name = "user_id")
    private long userId;

    @Column(name = "read_seq")
    private long readSeq;

    @Column(name = "receipt_seq")
    private long receiptSeq;

    @Column(name = "receipt_at")
    private Instant receiptAt;

    @Column(name = "own_after")
    private long ownAfter;

    @Column(name = "is_muted")
    private boolean muted;

    @Column(name = "is_archived")
    private boolean archived;

    @Column(name = "is_pinned")
    private boolean pinned;

    @Column(name = "mutes_all_mentions")
    private boolean mutesAllMentions;

    /** For JPA. */
    protected InboxEntry() {}

    /**
     * The identity of an entry.
     *
     * @param conversationId of the conversation
     * @param userId of the account
     */
    public record Key(long conversationId, long userId) implements Serializable {}

    /** Resets the entry of a participant who joins again: all earlier messages count as read. */
    void reset(long latestSeq) {
        readSeq = latestSeq;
        ownAfter = 0;
        receiptSeq = Math.max(receiptSeq, latestSeq);
        receiptAt = null;
        muted = false;
        archived = false;
        pinned = false;
        mutesAllMentions = false;
    }

    /**
     * Moves the read pointer.
     *
     * @param seq number of the last read message
     * @param ownMessagesAfter number of the user's own messages after it
     * @return whether the read receipt moved, which never goes back
     */
    boolean markRead(long seq, long ownMessagesAfter, Instant now) {
        readSeq = seq;
        ownAfter = ownMessagesAfter;
        return advanceReceipt(seq, now);
    }

    /** Moves the read pointer back, and leaves the read receipt unchanged. */
    void markUnread(long seq, long ownMessagesAfter) {
        readSeq = seq;
        ownAfter = ownMessagesAfter;
    }

    void mute(boolean isOn) {
        muted = isOn;
    }

    void archive(boolean isOn) {
        archived = isOn;
    }

    void pin(boolean isOn) {
        pinned = isOn;
    }

    void muteAllMentions(boolean isOn) {
        mutesAllMentions = isOn;
    }

    private boolean advanceReceipt(long seq, Instant now) {
        if (seq <= receiptSeq) {
            return false;
        }
        receiptSeq = seq;
        receiptAt = now;
        return true;
    }

    long readSeq() {
        return readSeq;
    }

    long receiptSeq() {
        return receiptSeq;
    }

    /** Returns when the read receipt last moved; empty if the participant has not read any message since joining. */
    Optional<Instant> receiptAt() {
        return Optional.ofNullable(receiptAt);
    }

    /** Returns the number of the user's own messages after the read pointer, deleted ones included. */
    long ownAfter() {
        return ownAfter;
    }

    boolean isMuted() {
        return muted;
    }

    boolean isArchived() {
        return archived;
    }

    boolean isPinned() {
        return pinned;
    }

    boolean hasMutedAllMentions() {
        return mutesAllMentions;
    }
}
