package messaging.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.idempotency.RequestHash;
import messaging.text.TextFolding;

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

    private Kind kind;
    private String title;
    private History history;

    @Column(name = "creator_id")
    private Long creatorId;

    // The two of a direct conversation, in the order of their ids: a pair has one conversation.
    @Column(name = "direct_low")
    private Long directLow;

    @Column(name = "direct_high")
    private Long directHigh;

    @Column(name = "client_id")
    @Convert(converter = ClientId.Column.class)
    private ClientId clientId;

    @Column(name = "request_hash")
    private byte[] requestHash;

    @Column(name = "last_seq")
    private long lastSeq;

    @Column(name = "deleted_count")
    private long deletedCount;

    private long version;
    private long revision;

    // Compared by searches only. Not lazy: to set a lazy attribute, EclipseLink reads the row again over what was
    // changed.
    @Column(name = "title_folded")
    private String titleFolded;

    @Column(name = "folded_revision")
    private Long foldedRevision;

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

    private Conversation(Kind kind, long creator, Instant now) {
        this.kind = kind;
        this.creatorId = creator;
        this.history = History.ALL;
        this.version = 1;
        this.editedVersion = 1;
        this.revision = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A new group; its making is its first change. */
    static Conversation group(long creator, Optional<String> title, History history, Instant now) {
        var group = new Conversation(Kind.GROUP, creator, now);
        group.title = title.orElse(null);
        group.history = history;
        group.foldTitle();
        return group;
    }

    /** A new conversation of two people; its making is its first change. */
    static Conversation direct(long creator, long other, Instant now) {
        var direct = new Conversation(Kind.DIRECT, creator, now);
        direct.directLow = Math.min(creator, other);
        direct.directHigh = Math.max(creator, other);
        return direct;
    }

    /** Keeps the request that made it, so that a repeated one is recognised. */
    Conversation withIdempotencyKey(Optional<ClientId> id, RequestHash request) {
        clientId = id.orElse(null);
        requestHash = id.map(any -> request.bytes()).orElse(null);
        return this;
    }

    /** Whether a request is the one that made this conversation. */
    boolean matchesRequest(RequestHash request) {
        return request.matches(requestHash);
    }

    /** Sets what somebody sees who joined later. */
    void changeHistory(History shown) {
        history = Objects.requireNonNull(shown);
    }

    /**
     * The first message that a participant may see; whoever reads messages for somebody leaves out those before it.
     *
     * @param participant of this conversation
     * @return its seq, 1 or more; the message may not be sent yet
     */
    public long firstVisibleSeq(Participant participant) {
        return history == History.JOINED ? participant.joinedSeq() + 1 : 1;
    }

    /** Gives it another title, or none. */
    void rename(Optional<String> newTitle) {
        title = newTitle.orElse(null);
        foldTitle();
    }

    /** Counts an edit of the conversation itself and returns the version that stamps it. */
    long edited(Instant now) {
        revision++;
        foldTitle();
        touch(now);
        editedVersion = changed();
        return editedVersion;
    }

    private void foldTitle() {
        titleFolded = title == null ? null : TextFolding.fold(title);
        foldedRevision = title == null ? null : revision;
    }

    /** Ends it for everybody. Two people who had it to themselves may create another one. */
    void delete(Instant now) {
        edited(now);
        deletedAt = now;
        directLow = null;
        directHigh = null;
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
     * What sort of conversation it is.
     *
     * @return the kind, which never changes
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Whether two people have it to themselves.
     *
     * @return true for a direct conversation
     */
    public boolean isDirect() {
        return kind == Kind.DIRECT;
    }

    /**
     * What somebody sees who joined later.
     *
     * @return the setting
     */
    public History history() {
        return history;
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
     * How many of its messages are deleted.
     *
     * @return 0 or more
     */
    public long deletedCount() {
        return deletedCount;
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
