package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A mention of a participant, or of a group of participants in one row. */
@Entity
@Table(name = "mentions")
@IdClass(Mention.Key.class)
public class Mention {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    private long seq;

    @Id
    @Column(name = "start_at")
    private int startAt;

    private int length;

    @Convert(converter = MentionKind.Column.class)
    private MentionKind kind;

    // Null in a mention of a group.
    @Column(name = "user_id")
    private Long userId;

    @Column(name = "message_id")
    private long messageId;

    /** For JPA. */
    protected Mention() {}

    /**
     * The identity of a mention.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param startAt in code points
     */
    public record Key(long conversationId, long seq, int startAt) implements Serializable {}
}
