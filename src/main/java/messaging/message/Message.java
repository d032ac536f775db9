package messaging.message;

import jakarta.persistence.Column;
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
import messaging.conversation.Conversation;
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

    private String content;
    private long version;

    @Column(name = "sent_version")
    private long sentVersion;

    private long revision;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    /** For JPA. */
    protected Message() {}

    private Message(long conversationId, User sender, String content, Conversation.Stamp stamp) {
        this.conversationId = conversationId;
        this.sender = Objects.requireNonNull(sender);
        this.content = Objects.requireNonNull(content);
        this.seq = stamp.seq();
        this.version = stamp.version();
        this.sentVersion = stamp.version();
        this.revision = 1;
        this.createdAt = stamp.at();
        this.updatedAt = stamp.at();
    }

    /** A new message with the numbers that its conversation gave it. */
    static Message send(Conversation conversation, User sender, String content, Instant now) {
        return new Message(conversation.id(), sender, content, conversation.messageSent(now));
    }

    /** Gives it other words. */
    void edit(String newContent, Conversation conversation, Instant now) {
        content = Objects.requireNonNull(newContent);
        revision++;
        // Clocks of two replicas differ; the time of a message never runs backwards all the same.
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt;
        version = conversation.changed();
    }

    /** Deletes it: the words go, the row stays and says so. */
    void delete(Conversation conversation, Instant now) {
        content = null;
        deletedAt = now;
        revision++;
        version = conversation.messageDeleted();
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    boolean isFrom(long user) {
        return sender.id() == user;
    }

    long id() {
        return id;
    }

    long conversationId() {
        return conversationId;
    }

    long seq() {
        return seq;
    }

    User sender() {
        return sender;
    }

    String content() {
        return content;
    }

    long version() {
        return version;
    }

    /** The conversation's version when it was sent; 0 if that is no longer known. */
    long sentVersion() {
        return sentVersion;
    }

    long revision() {
        return revision;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
