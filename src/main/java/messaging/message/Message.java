package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.idempotency.ClientId;
import messaging.idempotency.RequestHash;
import messaging.text.TextFolding;
import messaging.user.User;

/**
 * A message. The table's primary key is (conversation, seq), which keeps a conversation's messages side by side; JPA goes
 * by the unique id.
 */
@Entity
@Table(name = "messages")
public class Message {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "conversation_id")
    private long conversationId;

    private long seq;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "sender_id")
    private User sender;

    // Who sent it without reading their account.
    @Column(name = "sender_id", insertable = false, updatable = false)
    private long senderId;

    private String content;

    // Compared by searches only. Null if the content can be compared itself. Not lazy: to set a lazy attribute,
    // EclipseLink reads the row again over what was changed.
    @Column(name = "content_folded")
    private String contentFolded;

    @Column(name = "folded_revision")
    private Long foldedRevision;

    private long version;

    @Column(name = "sent_version")
    private long sentVersion;

    private long revision;

    @Column(name = "client_id")
    @Convert(converter = ClientId.Column.class)
    private ClientId clientId;

    @Column(name = "request_hash")
    private byte[] requestHash;

    @Column(name = "reply_to")
    private Long replyTo;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    @Column(name = "deleted_by")
    private Long deletedBy;

    // The database's own: what changed since.
    @Column(name = "changed_at", insertable = false, updatable = false)
    private Instant changedAt;

    /** For JPA. */
    protected Message() {}

    private Message(long conversationId, long senderId, String content, Conversation.Stamp stamp) {
        this.conversationId = conversationId;
        this.senderId = senderId;
        this.content = Objects.requireNonNull(content);
        this.seq = stamp.seq();
        this.version = stamp.version();
        this.sentVersion = stamp.version();
        this.revision = 1;
        this.createdAt = stamp.at();
        this.updatedAt = stamp.at();
        fold();
    }

    private void fold() {
        var isFolded = content != null && !TextFolding.isComparableByCollation(content);
        contentFolded = isFolded ? TextFolding.fold(content) : null;
        foldedRevision = isFolded ? revision : null;
    }

    /** Keeps the request that made it, so that a repeated one is recognised. */
    Message withIdempotencyKey(Optional<ClientId> id, RequestHash request) {
        clientId = id.orElse(null);
        requestHash = id.map(any -> request.bytes()).orElse(null);
        return this;
    }

    /** Answers another message. */
    Message replyingTo(Optional<Long> message) {
        replyTo = message.orElse(null);
        return this;
    }

    /**
     * Creates a message with the numbers that its conversation gave it. It is not persisted: {@link SendStatements} inserts
     * its row.
     */
    static Message send(long conversation, long sender, String content, Conversation.Stamp stamp) {
        return new Message(conversation, sender, content, stamp);
    }

    /** Whether it has these words. */
    boolean hasContent(String words) {
        return words.equals(content);
    }

    /** Gives it other words. */
    void edit(String newContent, Conversation conversation, Instant now) {
        content = Objects.requireNonNull(newContent);
        revision++;
        fold();
        // Clocks of two replicas differ; the time of a message never runs backwards all the same.
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt;
        version = conversation.changed();
    }

    /** Deletes it: the words go, the row stays and says so. */
    void delete(long user, Conversation conversation, Instant now) {
        content = null;
        deletedAt = now;
        deletedBy = user;
        revision++;
        fold();
        version = conversation.messageDeleted();
    }

    /** Takes in that somebody reacted to it, or no longer does: no edit, but a change that others must learn of. */
    void reactionsChanged(Conversation conversation) {
        version = conversation.changed();
    }

    /** Whether a request to send is the one that made this message. */
    boolean matchesRequest(RequestHash request) {
        return request.matches(requestHash);
    }

    /**
     * Whether it was deleted.
     *
     * @return true once it has no words
     */
    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Returns whether it was edited since it was sent. */
    boolean isEdited() {
        return revision > 1;
    }

    boolean isFrom(long user) {
        return senderId == user;
    }

    /**
     * Identifier, unique on the server.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * In which conversation.
     *
     * @return its id
     */
    public long conversationId() {
        return conversationId;
    }

    /**
     * Number in the conversation.
     *
     * @return 1 or more
     */
    public long seq() {
        return seq;
    }

    /**
     * Who sent it.
     *
     * @return id of the account; costs no read of it
     */
    public long senderId() {
        return senderId;
    }

    User sender() {
        return sender;
    }

    /**
     * The words.
     *
     * @return empty once it is deleted
     */
    public Optional<String> content() {
        return Optional.ofNullable(content);
    }

    /**
     * The conversation's version at the latest change of this message: sent, edited, reacted to, deleted.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * The conversation's version when it was sent.
     *
     * @return 0 if that is no longer known
     */
    public long sentVersion() {
        return sentVersion;
    }

    long revision() {
        return revision;
    }

    /** Returns the content as searches compare it; empty if they can compare the content itself. */
    Optional<String> contentFolded() {
        return Optional.ofNullable(contentFolded);
    }

    /** Returns the revision of the folded content; empty if there is none. */
    Optional<Long> foldedRevision() {
        return Optional.ofNullable(foldedRevision);
    }

    Optional<byte[]> requestHash() {
        return Optional.ofNullable(requestHash);
    }

    Optional<ClientId> clientId() {
        return Optional.ofNullable(clientId);
    }

    Optional<Long> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /**
     * When it was sent.
     *
     * @return UTC
     */
    public Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /**
     * Who deleted it.
     *
     * @return id of the account; empty while it is not deleted, or if that is not known
     */
    public Optional<Long> deletedBy() {
        return Optional.ofNullable(deletedBy);
    }
}
