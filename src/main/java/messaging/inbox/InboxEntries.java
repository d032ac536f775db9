package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import messaging.conversation.Conversation;
import messaging.conversation.Participant;
import messaging.message.Message;

/** What is each participant's own, in the database. */
@ApplicationScoped
class InboxEntries {
    // Each is a part of one statement; so many cost little and fit into it.
    private static final int TAILS_AT_ONCE = 100;

    @PersistenceContext
    private EntityManager entities;

    Optional<InboxEntry> find(long conversation, long user) {
        return Optional.ofNullable(entities.find(InboxEntry.class, new InboxEntry.Key(conversation, user)));
    }

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

    /** One's entries in some conversations, by conversation. */
    Map<Long, InboxEntry> ofUser(long user, Collection<Long> conversations) {
        return conversations.isEmpty()
                ? Map.of()
                : entities.createQuery(
                                "SELECT e FROM InboxEntry e WHERE e.userId = :user AND e.conversationId IN :ids",
                                InboxEntry.class)
                        .setParameter("user", user)
                        .setParameter("ids", conversations)
                        .getResultStream()
                        .collect(Collectors.toMap(InboxEntry::conversationId, Function.identity()));
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

    /** Messages with their senders. */
    List<Message> messages(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "SELECT m FROM Message m JOIN FETCH m.sender"
                                        + " WHERE m.id IN :ids AND m.deletedAt IS NULL",
                                Message.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * What comes behind some read pointers, by conversation. Each number is a short range of an index, and only a range
     * with fixed ends is one: therefore a part of the statement for each conversation, and not a join.
     */
    Map<Long, Tail> tails(Collection<Position> positions) {
        var all = List.copyOf(positions);
        var found = new ArrayList<Tail>();
        for (int from = 0; from < all.size(); from += TAILS_AT_ONCE) {
            found.addAll(readTails(all.subList(from, Math.min(all.size(), from + TAILS_AT_ONCE))));
        }
        return found.stream().collect(Collectors.toMap(Tail::conversation, Function.identity()));
    }

    private List<Tail> readTails(List<Position> positions) {
        var values = new ArrayList<Long>();
        var parts = positions.stream().map(position -> part(position, values)).toList();
        var query = entities.createNativeQuery(String.join(" UNION ALL ", parts));
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Tail(
                        number(row[0]),
                        number(row[1]),
                        number(row[2]),
                        Optional.ofNullable(row[3]).map(InboxEntries::number)))
                .toList();
    }

    private static String part(Position position, List<Long> values) {
        values.add(position.conversation());
        var deleted = "0";
        if (position.deletedCount() > 0 && position.lastSeq() > position.readSeq()) {
            deleted = "(SELECT COUNT(*) FROM messages d"
                    + " WHERE d.conversation_id = ? AND d.deleted_seq > ? AND d.sender_id <> ?)";
            values.addAll(List.of(position.conversation(), position.readSeq(), position.user()));
        }
        var own = "?";
        if (position.ownAfter().isEmpty()) {
            own = "(SELECT COUNT(*) FROM messages o WHERE o.sender_id = ? AND o.conversation_id = ? AND o.seq > ?)";
            values.addAll(List.of(position.user(), position.conversation(), position.readSeq()));
        } else {
            values.add(position.ownAfter().getAsLong());
        }
        values.addAll(List.of(position.conversation(), position.firstVisibleSeq()));
        return "SELECT ?, " + deleted + ", " + own + ", (SELECT m.id FROM messages m WHERE m.conversation_id = ?"
                + " AND m.deleted_seq IS NULL AND m.seq >= ? ORDER BY m.seq DESC LIMIT 1)";
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** The conversations in which something is unread for somebody. */
    Set<Long> unread(long user) {
        var candidates = entities.createQuery("""
                        SELECT c, p, e FROM Participant p
                        JOIN Conversation c ON c.id = p.conversationId
                        LEFT JOIN InboxEntry e ON e.conversationId = p.conversationId AND e.userId = p.userId
                        WHERE p.userId = :user AND p.removedAt IS NULL AND c.deletedAt IS NULL
                        AND c.lastSeq > COALESCE(e.readSeq, p.joinedSeq)""", Object[].class)
                .setParameter("user", user)
                .getResultStream()
                .map(row -> Position.of(
                        (Conversation) row[0], (Participant) row[1], Optional.ofNullable((InboxEntry) row[2])))
                .filter(position -> position.unreadAtMost() > 0)
                .toList();
        var unread = new HashSet<Long>();
        candidates.stream()
                .filter(Position::isSurelyUnread)
                .map(Position::conversation)
                .forEach(unread::add);
        var unsure = candidates.stream()
                .filter(position -> !unread.contains(position.conversation()))
                .toList();
        var tails = tails(unsure);
        unsure.stream()
                .filter(position -> position.unread(tails.get(position.conversation())) > 0)
                .map(Position::conversation)
                .forEach(unread::add);
        return unread;
    }

    /** The condition that somebody keeps a conversation in some way. */
    static Predicate isKept(
            CriteriaBuilder builder, CriteriaQuery<?> query, Root<Conversation> conversation, long user, String flag) {
        var subquery = query.subquery(Long.class);
        var entry = subquery.from(InboxEntry.class);
        subquery.select(entry.get("userId"))
                .where(
                        builder.equal(entry.get("conversationId"), conversation.get("id")),
                        builder.equal(entry.get("userId"), user),
                        builder.isTrue(entry.get(flag)));
        return builder.exists(subquery);
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
