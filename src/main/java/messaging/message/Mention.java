package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import messaging.user.User;

/** A place in a message that names a participant, or a group of participants in one row. */
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

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "user_id", insertable = false, updatable = false)
    private User user;

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

    long messageId() {
        return messageId;
    }

    MentionView view() {
        return user == null
                ? MentionView.ofGroup(kind, startAt, length)
                : new MentionView(userId, user.profile().username(), startAt, length, kind);
    }
}
