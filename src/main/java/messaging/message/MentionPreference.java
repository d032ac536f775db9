package messaging.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/**
 * Whether a user wants mentions of all in a conversation. A read-only part of the inbox entry, which package {@code inbox}
 * writes: messages do not depend on inboxes.
 */
@Entity
@Table(name = "inbox_entries")
@IdClass(MentionPreference.Key.class)
public class MentionPreference {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    @Column(name = "user_id")
    private long userId;

    @Column(name = "mutes_all_mentions", insertable = false, updatable = false)
    private boolean mutesAllMentions;

    /** For JPA. */
    protected MentionPreference() {}

    /**
     * The identity of a preference.
     *
     * @param conversationId of the conversation
     * @param userId of the account
     */
    public record Key(long conversationId, long userId) implements Serializable {}
}
