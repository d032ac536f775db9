package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import messaging.user.User;

/** A place in a message that names a participant. */
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

    @Column(name = "user_id")
    private long userId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", insertable = false, updatable = false)
    private User user;

    @Column(name = "message_id")
    private long messageId;

    /** For JPA. */
    protected Mention() {}

    private Mention(Message message, MentionedNames.Place place, User user) {
        this.conversationId = message.conversationId();
        this.seq = message.seq();
        this.messageId = message.id();
        this.startAt = place.start();
        this.length = place.length();
        this.user = user;
        this.userId = user.id();
    }

    /**
     * The identity of a mention.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param startAt in code points
     */
    public record Key(long conversationId, long seq, int startAt) implements Serializable {}

    /** What was found in a message. */
    static Mention in(Message message, MentionedNames.Place place, User user) {
        return new Mention(message, place, user);
    }

    long messageId() {
        return messageId;
    }

    MentionView view() {
        return new MentionView(userId, user.profile().username(), startAt, length);
    }
}
