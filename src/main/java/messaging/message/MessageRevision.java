package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** The words that a message had before an edit. */
@Entity
@Table(name = "message_revisions")
@IdClass(MessageRevision.Key.class)
public class MessageRevision {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    private long seq;

    @Id
    private long revision;

    private String content;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected MessageRevision() {}

    private MessageRevision(Message message, String content) {
        this.conversationId = message.conversationId();
        this.seq = message.seq();
        this.revision = message.revision();
        this.content = content;
        this.createdAt = message.updatedAt();
    }

    /**
     * The identity of former words.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param revision that the message had then
     */
    public record Key(long conversationId, long seq, long revision) implements Serializable {}

    /** Keeps the present words of a message that is about to be edited. */
    static MessageRevision of(Message message) {
        return new MessageRevision(message, message.content().orElseThrow());
    }

    long revision() {
        return revision;
    }

    String content() {
        return content;
    }

    Instant createdAt() {
        return createdAt;
    }
}
