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
import messaging.conversation.Stamp;
import messaging.idempotency.ClientId;
import messaging.idempotency.RequestHash;
import messaging.text.TextFolding;
import messaging.user.User;

/**
 * A message. The table's primary key is (conversation, seq), which stores a conversation's messages next to each other. JPA
 * uses the unique id.
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

    // The sender's id, without reading the account.
    @Column(name = "sender_id", insertable = false, updatable = false)
    private long senderId;

    private String content;

    // Used by searches only. Null if they can compare the content itself. Not lazy: to set a lazy attribute,
    // EclipseLink rereads the row and overwrites changes.
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

    // Set by the database at every change.
    @Column(name = "changed_at", insertable = false, updatable = false)
    private Instant changedAt;

    /** For JPA. */
    protected Message() {}

    private Message(long conversationId, long senderId, String content, MessageStamp stamp) {
        this.conversationId = conversationId;
        this.senderId = senderId;
        this.content = Objects.requireNonNull(content);
        this.seq = stamp.seq();
        this.version = stamp.version();
        this.sentVersion = stamp.version();
        this.revision = 1;
        this.createdAt = stamp.sentAt();
        this.updatedAt = stamp.sentAt();
        fold();
    }

    private void fold() {
        var isFolded = content != null && !TextFolding.isComparableByCollation(content);
        contentFolded = isFolded ? TextFolding.fold(content) : null;
        foldedRevision = isFolded ? revision : null;
    }

    /** Stores the request that sends the message, to recognize a repeated one. */
    Message withIdempotencyKey(ClientId key, RequestHash request) {
        clientId = key;
        requestHash = request.bytes();
        return this;
    }

    /** Makes the message a reply. */
    Message replyingTo(Optional<Long> message) {
        replyTo = message.orElse(null);
        return this;
    }

    /**
     * Creates a message with the numbers of its conversation. It is not persisted: {@link SendStatements} inserts the row.
     */
    static Message send(long conversation, long sender, String content, MessageStamp stamp) {
        return new Message(conversation, sender, content, stamp);
    }

    boolean hasContent(String expected) {
        return expected.equals(content);
    }

    void edit(String newContent, Stamp stamp, Instant now) {
        content = Objects.requireNonNull(newContent);
        revision++;
        fold();
        // Clocks of two replicas differ, but the time of a message never runs backwards.
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt;
        version = stamp.version();
    }

    /** Deletes the content. The row remains as a tombstone. */
    void delete(long user, Stamp stamp, Instant now) {
        content = null;
        deletedAt = now;
        deletedBy = user;
        revision++;
        fold();
        version = stamp.version();
    }

    /** Records a change of the reactions, which participants receive although it is not an edit. */
    void recordReactionChange(Stamp stamp) {
        version = stamp.version();
    }

    /**
     * Requires that a request with the same client id is the one that sent the message.
     *
     * @throws messaging.idempotency.ClientIdReused if it is a different request
     */
    void requireSameRequest(RequestHash request) {
        request.requireMatch(requestHash);
    }

    /**
     * Returns whether the message was deleted.
     *
     * @return true once the content is gone
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
     * Returns the identifier, which is unique on the server.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * Returns the conversation's id.
     *
     * @return a positive number
     */
    public long conversationId() {
        return conversationId;
    }

    /**
     * Returns the number in the conversation.
     *
     * @return 1 or more
     */
    public long seq() {
        return seq;
    }

    /**
     * Returns the sender's id, without reading the account.
     *
     * @return a positive number
     */
    public long senderId() {
        return senderId;
    }

    User sender() {
        return sender;
    }

    /**
     * Returns the content.
     *
     * @return empty once deleted
     */
    public Optional<String> content() {
        return Optional.ofNullable(content);
    }

    /**
     * Returns the conversation's version after the latest change of this message: sent, edited, reacted to, deleted.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * Returns the conversation's version when the message was sent.
     *
     * @return 0 if unknown
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
     * Returns the time of sending.
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
     * Returns the id of the account that deleted the message.
     *
     * @return empty if the message is not deleted, or the account is unknown
     */
    public Optional<Long> deletedBy() {
        return Optional.ofNullable(deletedBy);
    }
}
