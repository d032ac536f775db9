package messaging.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import messaging.conversation.Participant;

/**
 * What is somebody's own in a conversation: how far they have read, and how they updatePreferences it. Whoever has no entry yet has
 * read what was there when they joined, and set nothing.
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
    private boolean hasMutedAllMentions;

    /** For JPA. */
    protected InboxEntry() {}

    private InboxEntry(long conversation, long user, long seq) {
        this.conversationId = conversation;
        this.userId = user;
        this.readSeq = seq;
        this.receiptSeq = seq;
    }

    /**
     * The identity of an entry.
     *
     * @param conversationId of the conversation
     * @param userId of the account
     */
    public record Key(long conversationId, long userId) implements Serializable {}

    /** The entry of somebody who has done nothing since they joined. */
    static InboxEntry of(Participant participant) {
        return new InboxEntry(participant.conversationId(), participant.userId(), participant.joinedSeq());
    }

    /** Begins anew for somebody who comes back: what was there before is read. */
    void rejoin(long latest) {
        readSeq = latest;
        ownAfter = 0;
        receiptSeq = Math.max(receiptSeq, latest);
        receiptAt = null;
        muted = false;
        archived = false;
        pinned = false;
        hasMutedAllMentions = false;
    }

    /**
     * Moves the pointer forward; backwards it does not move.
     *
     * @param seq up to which all is read now
     * @param ownAfterwards how many messages of its owner come after it
     * @return whether the receipt moved
     */
    boolean markRead(long seq, long ownAfterwards, Instant now) {
        readSeq = seq;
        ownAfter = ownAfterwards;
        return advanceReceipt(seq, now);
    }

    /** Puts the pointer back; the receipt that others see stays. */
    void markUnread(long seq, long ownAfterwards) {
        readSeq = seq;
        ownAfter = ownAfterwards;
    }

    void mute(boolean on) {
        muted = on;
    }

    void archive(boolean on) {
        archived = on;
    }

    void pin(boolean on) {
        pinned = on;
    }

    void muteAllMentions(boolean on) {
        hasMutedAllMentions = on;
    }

    private boolean advanceReceipt(long seq, Instant now) {
        if (seq <= receiptSeq) {
            return false;
        }
        receiptSeq = seq;
        receiptAt = now;
        return true;
    }

    long conversationId() {
        return conversationId;
    }

    long userId() {
        return userId;
    }

    long readSeq() {
        return readSeq;
    }

    long receiptSeq() {
        return receiptSeq;
    }

    /** When the receipt last moved; empty for somebody who has read nothing since they joined. */
    Optional<Instant> receiptAt() {
        return Optional.ofNullable(receiptAt);
    }

    /** How many messages of its owner come after the pointer, deleted ones included. */
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
        return hasMutedAllMentions;
    }
}
