package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.conversation.History;
import messaging.conversation.Participant;
import messaging.jdbc.JdbcClient;
import messaging.jdbc.SqlBuilder;

/** What is each participant's own, in the database. */
@ApplicationScoped
class InboxEntries {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private JdbcClient jdbc;

    Optional<InboxEntry> find(long conversation, long user) {
        return Optional.ofNullable(entities.find(InboxEntry.class, new InboxEntry.Key(conversation, user)));
    }

    /** Returns how a user keeps a conversation; empty if it is none of the user's. */
    Optional<PreferencesView> preferences(long conversation, long user) {
        return jdbc.first("""
                SELECT e.is_muted, e.is_archived, e.is_pinned, e.mutes_all_mentions
                FROM participants p JOIN conversations c ON c.id = p.conversation_id
                LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
                WHERE p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL""", row -> PreferencesView.read(row, 1), conversation, user);
    }

    /** Returns what is a participant's own in a conversation; empty if the user is not a participant. */
    Optional<OwnState> own(long conversation, long user) {
        return jdbc.first(
                """
                SELECT c.history, c.last_seq, c.deleted_count, p.joined_seq, e.read_seq, e.own_after,
                    e.is_muted, e.is_archived, e.is_pinned, e.mutes_all_mentions
                FROM participants p JOIN conversations c ON c.id = p.conversation_id
                LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
                WHERE p.conversation_id = ? AND p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL""",
                row -> new OwnState(
                        ReadPosition.read(row, 2, conversation, user, History.of(row.getString(1))),
                        PreferencesView.read(row, 7)),
                conversation,
                user);
    }

    /**
     * What is a participant's own in a conversation.
     *
     * @param position how far they have read
     * @param preferences how they updatePreferences the conversation
     */
    record OwnState(ReadPosition position, PreferencesView preferences) {}

    /** Somebody's entry, locked until the transaction ends; empty if there is none yet. */
    Optional<InboxEntry> lock(long conversation, long user) {
        return Optional.ofNullable(entities.find(
                InboxEntry.class, new InboxEntry.Key(conversation, user), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Somebody's entry, locked until the transaction ends; it is made if there is none yet. */
    InboxEntry lock(Participant participant) {
        var conversation = participant.conversationId();
        var user = participant.userId();
        return lock(conversation, user).orElseGet(() -> {
            // Two may find that there is none at the same moment; one of them makes it and the other one waits.
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
     * Creates the entry of a participant who joins for the first time. Others see no receipt before the participant reads.
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

    /** The entries of some users in one conversation, by user. */
    Map<Long, InboxEntry> ofConversation(long conversation, Collection<Long> users) {
        return users.isEmpty()
                ? Map.of()
                : entities.createQuery(
                                "SELECT e FROM InboxEntry e WHERE e.conversationId = :id AND e.userId IN :users",
                                InboxEntry.class)
                        .setParameter("id", conversation)
                        .setParameter("users", users)
                        .getResultStream()
                        .collect(Collectors.toMap(InboxEntry::userId, Function.identity()));
    }

    /** How many messages somebody sent after one, deleted or not: a range of an index. */
    long ownAfter(long conversation, long user, long seq) {
        return entities.createQuery("""
                        SELECT COUNT(m.seq) FROM Message m
                        WHERE m.senderId = :user AND m.conversationId = :conversation AND m.seq > :seq""", Long.class)
                .setParameter("user", user)
                .setParameter("conversation", conversation)
                .setParameter("seq", seq)
                .getSingleResult();
    }

    /**
     * Returns what the messages after a read pointer add up to. Each number is a short range of an index; where the
     * counters say enough, nothing is read.
     */
    UnreadSummary tail(ReadPosition position) {
        if (!position.needsDeletedCount() && position.ownAfter().isPresent()) {
            return new UnreadSummary(
                    position.conversation(), 0, position.ownAfter().getAsLong());
        }
        var query = new SqlBuilder()
                .add("SELECT")
                .add(deletedAfter(position))
                .add(",")
                .add(ownAfter(position));
        return jdbc.first(query, row -> new UnreadSummary(position.conversation(), row.getLong(1), row.getLong(2)))
                .orElseThrow();
    }

    /** Returns the number of deleted messages of other users after a read pointer, as an expression. */
    static SqlBuilder deletedAfter(ReadPosition position) {
        return position.needsDeletedCount()
                ? new SqlBuilder()
                        .add(
                                "(SELECT COUNT(*) FROM messages d"
                                        + " WHERE d.conversation_id = ? AND d.deleted_seq > ? AND d.sender_id <> ?)",
                                position.conversation(),
                                position.readSeq(),
                                position.user())
                : new SqlBuilder().add("0");
    }

    /** Returns the number of the user's own messages after their read pointer, as an expression. */
    static SqlBuilder ownAfter(ReadPosition position) {
        return position.ownAfter().isPresent()
                ? new SqlBuilder().add("?", position.ownAfter().getAsLong())
                : new SqlBuilder()
                        .add(
                                "(SELECT COUNT(*) FROM messages o"
                                        + " WHERE o.sender_id = ? AND o.conversation_id = ? AND o.seq > ?)",
                                position.user(),
                                position.conversation(),
                                position.readSeq());
    }

    /** Returns the conversations in which something is unread for a user. */
    UnreadConversations unread(long user) {
        var query = new SqlBuilder().add("""
                SELECT c.id, c.history, c.last_seq, c.deleted_count, p.joined_seq, e.read_seq, e.own_after
                FROM participants p STRAIGHT_JOIN conversations c FORCE INDEX (PRIMARY) ON c.id = p.conversation_id
                LEFT JOIN inbox_entries e ON e.conversation_id = p.conversation_id AND e.user_id = p.user_id
                WHERE p.user_id = ? AND p.removed_at IS NULL AND c.deleted_at IS NULL
                AND c.last_seq > COALESCE(e.read_seq, p.joined_seq)""", user);
        return UnreadConversations.among(
                jdbc.list(query, row -> ReadPosition.read(row, 3, row.getLong(1), user, History.of(row.getString(2)))));
    }

    /**
     * The condition that a participant has a read receipt: they have moved their own read pointer since they joined. A
     * receipt for one message also needs that they had joined when it was sent.
     */
    static Predicate hasReceipt(
            CriteriaBuilder builder, CriteriaQuery<?> query, Root<Participant> participant, OptionalLong seq) {
        var receipt = query.subquery(Long.class);
        var entry = receipt.from(InboxEntry.class);
        var conditions = new ArrayList<Predicate>();
        conditions.add(builder.equal(entry.get("conversationId"), participant.get("conversationId")));
        conditions.add(builder.equal(entry.get("userId"), participant.get("userId")));
        conditions.add(builder.isNotNull(entry.get("receiptAt")));
        seq.ifPresent(number -> conditions.add(builder.ge(entry.<Long>get("receiptSeq"), number)));
        receipt.select(entry.get("userId")).where(conditions.toArray(Predicate[]::new));
        var exists = builder.exists(receipt);
        return seq.isPresent()
                ? builder.and(builder.lt(participant.<Long>get("joinedSeq"), seq.getAsLong()), exists)
                : exists;
    }
}
