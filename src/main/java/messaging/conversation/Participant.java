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

/** A user's participation in a conversation. A removed participant leaves the row behind. */
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

    private Participant(Conversation conversation, User user, Role role, Stamp stamp, Instant now) {
        this.conversationId = conversation.id();
        this.userId = user.id();
        this.user = user;
        this.role = role;
        this.version = stamp.version();
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

    /** Creates the participation of a user who joins for the first time. */
    static Participant join(Conversation conversation, User user, Role role, Stamp stamp, Instant now) {
        return new Participant(conversation, user, role, stamp, now);
    }

    /** Adds a removed participant again. */
    void rejoin(Conversation conversation, Role newRole, Stamp stamp, Instant now) {
        role = newRole;
        removedAt = null;
        joinedAt = now;
        joinedSeq = conversation.lastSeq();
        version = stamp.version();
        joinedVersion = version;
    }

    void changeRole(Role newRole, Stamp stamp) {
        role = newRole;
        version = stamp.version();
    }

    void remove(Stamp stamp, Instant now) {
        removedAt = now;
        version = stamp.version();
    }

    /**
     * Returns the number of the first message that the participant can see.
     *
     * @param history setting of the conversation
     * @return 1 or more; the message may not be sent yet
     */
    public long firstVisibleSeq(History history) {
        return history == History.JOINED ? joinedSeq + 1 : 1;
    }

    /**
     * Returns the conversation's id.
     *
     * @return a positive number
     */
    public long conversationId() {
        return conversationId;
    }

    /**
     * Returns the id of the account.
     *
     * @return a positive number
     */
    public long userId() {
        return userId;
    }

    /**
     * Returns the account.
     *
     * @return read from the database at the first access to its fields
     */
    public User user() {
        return user;
    }

    /**
     * Returns the role.
     *
     * @return in a direct conversation always a member, which has no meaning there
     */
    public Role role() {
        return role;
    }

    /**
     * Returns the conversation's version after the latest change of this participant: joined, role changed, removed.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }

    /**
     * Returns the time at which the participant last joined.
     *
     * @return UTC
     */
    public Instant joinedAt() {
        return joinedAt;
    }

    /**
     * Returns the number of the conversation's latest message when the participant joined.
     *
     * @return 0 before the first message
     */
    public long joinedSeq() {
        return joinedSeq;
    }

    /**
     * Returns the conversation's version when the participant last joined.
     *
     * @return 1 or more; 0 if a server of an earlier version added the participant
     */
    public long joinedVersion() {
        return joinedVersion;
    }

    /**
     * Returns whether the user is a current participant.
     *
     * @return false once removed
     */
    public boolean isActive() {
        return removedAt == null;
    }
}
