package messaging.message;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import messaging.text.TextFolding;

/** The content of a message before an edit. */
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

    // Used by searches only, so not read with the content. Null if they can compare the content itself.
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "content_folded")
    private String contentFolded;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected MessageRevision() {}

    private MessageRevision(Message message, String content) {
        this.conversationId = message.conversationId();
        this.seq = message.seq();
        this.revision = message.revision();
        this.content = content;
        this.contentFolded = TextFolding.isComparableByCollation(content) ? null : TextFolding.fold(content);
        this.createdAt = message.updatedAt();
    }

    /**
     * The identity of a revision.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param revision of the message with this content
     */
    public record Key(long conversationId, long seq, long revision) implements Serializable {}

    /** Creates the revision from the content of a message that is about to be edited. */
    static MessageRevision of(Message message) {
        return new MessageRevision(message, message.content().orElseThrow());
    }
}
