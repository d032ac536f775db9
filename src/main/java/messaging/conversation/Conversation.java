package messaging.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation and its two counters. Every durable change raises {@code version} by one; a message also takes the next
 * {@code seq}. Whoever raises a counter holds the row's lock until the commit, so numbers have no gaps and follow the
 * order of commits.
 */
@Entity
@Table(name = "conversations")
public class Conversation {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String title;

    @Column(name = "last_seq")
    private long lastSeq;

    @Column(name = "deleted_count")
    private long deletedCount;

    private long version;
    private long revision;

    @Column(name = "edited_version")
    private long editedVersion;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    /** For JPA. */
    protected Conversation() {}

    private Conversation(String title, Instant now) {
        this.title = title;
        this.version = 1;
        this.editedVersion = 1;
        this.revision = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A new conversation; its making is its first change. */
    static Conversation begin(Optional<String> title, Instant now) {
        return new Conversation(title.orElse(null), now);
    }

    /** Gives it another title, or none. */
    void rename(Optional<String> newTitle) {
        title = newTitle.orElse(null);
    }

    /** Counts an edit of the conversation itself and returns the version that stamps it. */
    long edited(Instant now) {
        revision++;
        touch(now);
        editedVersion = changed();
        return editedVersion;
    }

    /** Ends it for everybody. */
    void delete(Instant now) {
        edited(now);
        deletedAt = now;
    }

    /**
     * Takes in a message.
     *
     * @param now when it is sent
     * @return the numbers and the time that the message gets
     */
    public Stamp messageSent(Instant now) {
        lastSeq++;
        touch(now);
        return new Stamp(lastSeq, changed(), updatedAt);
    }

    /**
     * Counts a durable change of one of its messages or participants.
     *
     * @return the version that stamps what changed
     */
    public long changed() {
        return ++version;
    }

    /**
     * Counts the deletion of one of its messages.
     *
     * @return the version that stamps the deleted message
     */
    public long messageDeleted() {
        deletedCount++;
        return changed();
    }

    /**
     * What a new message gets from its conversation.
     *
     * @param seq its number in the conversation, from 1 and without gaps
     * @param version of the conversation with this message in it
     * @param at when it was sent
     */
    public record Stamp(long seq, long version, Instant at) {}

    // Clocks of two replicas differ: the time of a conversation never runs backwards all the same, so that the order
    // of its messages by time is their order by seq.
    private void touch(Instant now) {
        if (now.isAfter(updatedAt)) {
            updatedAt = now;
        }
    }

    /**
     * Identifier.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * What it is called.
     *
     * @return empty if it has no title
     */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /**
     * Number of its latest message.
     *
     * @return 0 before the first one
     */
    public long lastSeq() {
        return lastSeq;
    }

    /**
     * How many messages it has that are not deleted.
     *
     * @return 0 or more
     */
    public long messageCount() {
        return lastSeq - deletedCount;
    }

    /**
     * Counts every durable change.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * Its version at the latest edit of the conversation itself.
     *
     * @return 1 or more
     */
    public long editedVersion() {
        return editedVersion;
    }

    /**
     * Counts the edits of the conversation itself; a message does not change it.
     *
     * @return 1 or more
     */
    public long revision() {
        return revision;
    }

    /**
     * When it was made.
     *
     * @return UTC
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * When it was last edited or written to.
     *
     * @return UTC
     */
    public Instant updatedAt() {
        return updatedAt;
    }

    /**
     * Whether it was ended for everybody.
     *
     * @return true once deleted
     */
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
