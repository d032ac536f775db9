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

    @Column(name = "joined_seq")
    private long joinedSeq;

    @Column(name = "joined_version")
    private long joinedVersion;

    @Column(name = "removed_at")
    private Instant removedAt;

    /** For JPA. */
    protected Participant() {}

    private Participant(Conversation conversation, User user, Role role, Instant now) {
        this.conversationId = conversation.id();
        this.userId = user.id();
        this.user = user;
        this.role = role;
        this.version = conversation.version();
        this.joinedVersion = version;
        this.joinedSeq = conversation.lastSeq();
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
    static Participant join(Conversation conversation, User user, Role role, Instant now) {
        return new Participant(conversation, user, role, now);
    }

    /** Somebody who was removed comes back. */
    void rejoin(Conversation conversation, Role newRole, Instant now) {
        role = newRole;
        removedAt = null;
        joinedAt = now;
        joinedSeq = conversation.lastSeq();
        version = conversation.version();
        joinedVersion = version;
    }

    /** Somebody gets another role. */
    void changeRole(Role newRole, Conversation conversation) {
        role = newRole;
        version = conversation.version();
    }

    /** Somebody is removed. */
    void remove(Conversation conversation, Instant now) {
        removedAt = now;
        version = conversation.version();
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
     * @return the role; in a direct conversation it means nothing, and is a member's
     */
    public Role role() {
        return role;
    }

    /**
     * The conversation's version at the latest change of this part: joined, given another role, removed.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * When they joined, the last time.
     *
     * @return UTC
     */
    public Instant joinedAt() {
        return joinedAt;
    }

    /**
     * The conversation's latest message when they joined.
     *
     * @return its seq, 0 before the first one
     */
    public long joinedSeq() {
        return joinedSeq;
    }

    /**
     * The conversation's version when they joined, the last time.
     *
     * @return 1 or more; 0 if a server of an earlier version took them in
     */
    public long joinedVersion() {
        return joinedVersion;
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
