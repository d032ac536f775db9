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
import java.time.Instant;
import messaging.user.User;

/** A user's emoji on a message. */
@Entity
@Table(name = "reactions")
@IdClass(Reaction.Key.class)
public class Reaction {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    private long seq;

    @Id
    @Column(name = "user_id")
    private long userId;

    @Id
    @Convert(converter = Emoji.Column.class)
    private String emoji;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", insertable = false, updatable = false)
    private User user;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected Reaction() {}

    private Reaction(Message message, long userId, Emoji emoji, Instant now) {
        this.conversationId = message.conversationId();
        this.seq = message.seq();
        this.userId = userId;
        this.emoji = emoji.value();
        this.createdAt = now;
    }

    /**
     * The identity of a reaction.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param userId of the account
     * @param emoji in its fully qualified form
     */
    public record Key(long conversationId, long seq, long userId, String emoji) implements Serializable {}

    /** Creates a reaction. */
    static Reaction to(Message message, long user, Emoji emoji, Instant now) {
        return new Reaction(message, user, emoji, now);
    }

    String emoji() {
        return emoji;
    }

    User user() {
        return user;
    }

    Instant createdAt() {
        return createdAt;
    }
}
