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
 * A conversation and its two counters. Every durable change raises {@code version} by one, and a message also gets the next
 * {@code seq}. A transaction that raises a counter holds the row's lock until the commit, so numbers have no gaps and follow
 * the order of commits. Only {@link LockedConversation} raises the version of a stored conversation.
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

    // The two participants of a direct conversation, by id: the pair is unique.
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

    // Used by searches only. Not lazy: to set a lazy attribute, EclipseLink rereads the row and overwrites changes.
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

    /** Creates a group; the creation is its first change. */
    static Conversation group(long creator, Optional<String> title, History history, Instant now) {
        var group = new Conversation(Kind.GROUP, creator, now);
        group.title = title.orElse(null);
        group.history = history;
        group.foldTitle();
        return group;
    }

    /** Creates a direct conversation; the creation is its first change. */
    static Conversation direct(long creator, long other, Instant now) {
        var direct = new Conversation(Kind.DIRECT, creator, now);
        direct.directLow = Math.min(creator, other);
        direct.directHigh = Math.max(creator, other);
        return direct;
    }

    /** Stores the request that creates the conversation, to recognize a repeated one. */
    Conversation withIdempotencyKey(Optional<ClientId> key, RequestHash request) {
        clientId = key.orElse(null);
        requestHash = key.map(any -> request.bytes()).orElse(null);
        return this;
    }

    /**
     * Requires that a request with the same client id is the one that created the conversation.
     *
     * @throws messaging.idempotency.ClientIdReused if it is a different request
     */
    void requireSameRequest(RequestHash request) {
        request.requireMatch(requestHash);
    }

    void changeHistory(History newHistory) {
        history = Objects.requireNonNull(newHistory);
    }

    /** Changes the title; empty removes it. */
    void rename(Optional<String> newTitle) {
        title = newTitle.orElse(null);
        foldTitle();
    }

    /** Counts an edit of the conversation itself and returns the raised version. */
    long recordEdit(Instant now) {
        revision++;
        foldTitle();
        touch(now);
        editedVersion = raiseVersion();
        return editedVersion;
    }

    private void foldTitle() {
        titleFolded = title == null ? null : TextFolding.fold(title);
        foldedRevision = title == null ? null : revision;
    }

    /** Deletes the conversation for all participants. A pair of users can create a new direct conversation afterwards. */
    long delete(Instant now) {
        deletedAt = now;
        directLow = null;
        directHigh = null;
        return recordEdit(now);
    }

    /** Counts a durable change and returns the raised version. */
    long raiseVersion() {
        return ++version;
    }

    /** Counts the deletion of a message and returns the raised version. */
    long countDeletedMessage() {
        deletedCount++;
        return raiseVersion();
    }

    // Clocks of two replicas differ, but the time of a conversation never runs backwards, so the order of its messages
    // by time is their order by seq.
    private void touch(Instant now) {
        if (now.isAfter(updatedAt)) {
            updatedAt = now;
        }
    }

    /**
     * Returns the identifier.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * Returns the kind, which never changes.
     *
     * @return group or direct
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns whether this is the direct conversation of two users.
     *
     * @return false for a group
     */
    public boolean isDirect() {
        return kind == Kind.DIRECT;
    }

    /**
     * Returns which messages later participants see.
     *
     * @return the setting
     */
    public History history() {
        return history;
    }

    /**
     * Returns the title.
     *
     * @return empty if the conversation has none
     */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /**
     * Returns the number of the latest message.
     *
     * @return 0 before the first message
     */
    public long lastSeq() {
        return lastSeq;
    }

    /**
     * Returns the number of messages that are not deleted.
     *
     * @return 0 or more
     */
    public long messageCount() {
        return lastSeq - deletedCount;
    }

    /**
     * Returns the number of deleted messages.
     *
     * @return 0 or more
     */
    public long deletedCount() {
        return deletedCount;
    }

    /**
     * Returns the number of durable changes.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * Returns the version after the latest edit of the conversation itself.
     *
     * @return 1 or more
     */
    public long editedVersion() {
        return editedVersion;
    }

    /**
     * Returns the number of edits of the conversation itself. Messages do not count.
     *
     * @return 1 or more
     */
    public long revision() {
        return revision;
    }

    /**
     * Returns the time of the creation.
     *
     * @return UTC
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * Returns the time of the latest edit or message.
     *
     * @return UTC
     */
    public Instant updatedAt() {
        return updatedAt;
    }

    /**
     * Returns whether the conversation was deleted for all participants.
     *
     * @return true once deleted
     */
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
