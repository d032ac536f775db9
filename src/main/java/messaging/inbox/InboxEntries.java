package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import messaging.conversation.Participant;
import messaging.jdbc.JdbcClient;

/** The repository of inbox entries. */
@ApplicationScoped
class InboxEntries {
    @PersistenceContext
    private EntityManager entities;

    private final JdbcClient jdbc;

    /** For CDI's proxy. */
    protected InboxEntries() {
        this(null);
    }

    @Inject
    InboxEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks a user's entry until the transaction ends; empty if it does not exist. */
    Optional<InboxEntry> lock(long conversation, long user) {
        return Optional.ofNullable(entities.find(
                InboxEntry.class, new InboxEntry.Key(conversation, user), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Locks a participant's entry until the transaction ends, and creates it if it does not exist. */
    InboxEntry lock(Participant participant) {
        var conversation = participant.conversationId();
        var user = participant.userId();
        return lock(conversation, user).orElseGet(() -> {
            // Of two transactions that find no entry at the same time, one creates it and the other waits.
            entities.createNativeQuery("INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq)"
                            + " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE user_id = VALUES(user_id)")
                    .setParameter(1, conversation)
                    .setParameter(2, user)
                    .setParameter(3, participant.joinedSeq())
                    .setParameter(4, participant.joinedSeq())
                    .executeUpdate();
            return lock(conversation, user).orElseThrow();
        });
    }

    /**
     * Creates the entry of a participant who joins for the first time, without a read receipt.
     *
     * @param seq number of the latest message
     */
    void create(long conversation, long user, long seq) {
        jdbc.update(
                "INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq) VALUES (?, ?, ?, ?)",
                conversation,
                user,
                seq,
                seq);
    }

    /** Creates the entries of all participants of a new conversation, which must be in the database. */
    void create(long conversation) {
        jdbc.update("""
                INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq)
                SELECT conversation_id, user_id, joined_seq, joined_seq FROM participants
                WHERE conversation_id = ?""", conversation);
    }

    /** Counts the messages that a user sent after a number, deleted ones included: a range of an index. */
    long countOwnAfter(long conversation, long user, long seq) {
        return entities.createQuery("""
                        SELECT COUNT(m.seq) FROM Message m
                        WHERE m.senderId = :user AND m.conversationId = :conversation AND m.seq > :seq""", Long.class)
                .setParameter("user", user)
                .setParameter("conversation", conversation)
                .setParameter("seq", seq)
                .getSingleResult();
    }
}
