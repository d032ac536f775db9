package messaging.conversation;

import jakarta.persistence.Column;
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

/** Somebody's part in a conversation. One who was removed leaves the row behind. */
@Entity
@Table(name = "participants")
@IdClass(Participant.Key.class)
public class Participant {
    @Id
    @Column(name = "conversation_id")
    private long conversationId;

    @Id
    @Column(name = "user_id")
    private long userId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", insertable = false, updatable = false)
    private User user;

    private Role role;
    private long version;

    @Column(name = "joined_at")
    private Instant joinedAt;

    @Column(name = "removed_at")
    private Instant removedAt;

    /** For JPA. */
    protected Participant() {}

    private Participant(long conversationId, User user, Role role, long version, Instant now) {
        this.conversationId = conversationId;
        this.userId = user.id();
        this.user = user;
        this.role = role;
        this.version = version;
        this.joinedAt = now;
    }

    /**
     * The identity of a participant.
     *
     * @param conversationId of the conversation
     * @param userId of the account
     */
    public record Key(long conversationId, long userId) implements Serializable {}

    /** Somebody joins. */
    static Participant join(long conversationId, User user, Role role, long version, Instant now) {
        return new Participant(conversationId, user, role, version, now);
    }

    /** Somebody who was removed comes back. */
    void rejoin(long newVersion, Instant now) {
        role = Role.MEMBER;
        removedAt = null;
        joinedAt = now;
        version = newVersion;
    }

    /** Somebody is removed. */
    void remove(long newVersion, Instant now) {
        removedAt = now;
        version = newVersion;
    }

    /**
     * In which conversation.
     *
     * @return its id
     */
    public long conversationId() {
        return conversationId;
    }

    /**
     * Who.
     *
     * @return id of the account
     */
    public long userId() {
        return userId;
    }

    /**
     * Who.
     *
     * @return the account
     */
    public User user() {
        return user;
    }

    /**
     * With which rights.
     *
     * @return the role
     */
    public Role role() {
        return role;
    }

    /**
     * Whether they take part now.
     *
     * @return false once removed
     */
    public boolean isActive() {
        return removedAt == null;
    }
}
