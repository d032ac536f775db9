package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A participant who was online when a message mentioned {@code @here}. One SQL statement writes all rows of a message. */
@Entity
@Table(name = "mention_recipients")
@IdClass(MentionRecipient.Key.class)
public class MentionRecipient {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    private long seq;

    @Id
    @Column(name = "user_id")
    private long userId;

    /** For JPA. */
    protected MentionRecipient() {}

    /**
     * The identity of a recipient.
     *
     * @param conversationId of the conversation
     * @param seq of the message
     * @param userId of the account
     */
    public record Key(long conversationId, long seq, long userId) implements Serializable {}
}
