package messaging.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.conversation.Conversation;
import messaging.conversation.Participant;
import messaging.conversation.ParticipantView;
import messaging.message.MessageChangeReader;
import messaging.sync.ChangeSet.Change;
import messaging.sync.ChangeSet.MembershipChange;

/** What changed, read from the rows themselves: each is stamped with the version and the time of its latest change. */
@ApplicationScoped
class ChangeLog {
    /** More changed rows than this are a gap, to be closed by reading lists. */
    static final int MAX_CHANGES = 500;

    // Kinds of rows in the statement below.
    private static final int CONVERSATION = 0;
    private static final int PARTICIPANT = 1;

    /**
     * One statement, so that it sees one moment of the database: a change of version n is in it with all before n, or
     * not at all. Who takes part is in it as it was at that moment: somebody who was removed and came back meanwhile must
     * not be taken for one who was there all along.
     */
    private static final String CHANGED = """
            (SELECT 0 AS kind, c.id AS item, c.version AS version, c.edited_version AS other, c.history AS history,
                CASE WHEN c.deleted_at IS NULL THEN 0 ELSE 1 END AS gone, 0 AS joined_version
             FROM conversations c WHERE c.id = ?1)
            UNION ALL
            (SELECT 1, p.user_id, p.version, p.joined_seq, '', CASE WHEN p.removed_at IS NULL THEN 0 ELSE 1 END,
                p.joined_version
             FROM participants p WHERE p.conversation_id = ?1 AND p.version > ?2 ORDER BY p.version LIMIT ?3)
            UNION ALL
            (SELECT 2, m.seq, m.version, 0, '', 0, 0
             FROM messages m WHERE m.conversation_id = ?1 AND m.version > ?2 ORDER BY m.version LIMIT ?3)""";

    // Many messages before the range: the latest of them by seq is among those whose latest change is latest, unless
    // all of these are edits of old ones; then it is an older one, which only makes the reader read more.
    private static final String LAST_KNOWN_SEQ = """
            SELECT COALESCE(MAX(known.seq), 0) FROM (
                SELECT m.seq AS seq FROM messages m WHERE m.conversation_id = ?1 AND m.version <= ?2
                ORDER BY m.version DESC LIMIT 100) known""";

    private static final String NOW = "SELECT CAST(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) * 1000000 AS SIGNED)";

    private static final String HEADS = """
            SELECT p.conversation_id, c.version, p.joined_seq
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = ?1 AND p.removed_at IS NULL AND c.deleted_at IS NULL""";

    // The version that somebody surely has who knows everything until a time: that of the latest row that has not
    // changed since. Rows of one conversation are stamped under its lock, so their times follow their versions.
    private static final String CHANGED_SINCE = """
            SELECT p.conversation_id, c.version, p.joined_seq, p.joined_version, p.version,
                CASE WHEN p.removed_at IS NULL THEN 1 ELSE 0 END,
                GREATEST(
                    COALESCE((SELECT m.version FROM messages m
                        WHERE m.conversation_id = c.id AND m.changed_at <= ?2 ORDER BY m.changed_at DESC LIMIT 1), 0),
                    COALESCE((SELECT MAX(o.version) FROM participants o
                        WHERE o.conversation_id = c.id AND o.changed_at <= ?2), 0)),
                CASE WHEN c.changed_at > ?2 THEN 1 ELSE 0 END
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = ?1 AND p.conversation_id > ?3
                AND (p.removed_at IS NULL AND (c.deleted_at IS NULL OR c.changed_at > ?2) OR p.changed_at > ?2)
                AND (c.changed_at > ?2
                    OR EXISTS (SELECT 1 FROM inbox_entries e WHERE e.conversation_id = c.id AND e.changed_at > ?2))
            ORDER BY p.conversation_id LIMIT ?4""";

    private static final String ALL_OF_MINE = """
            SELECT p.conversation_id, c.version, p.joined_seq, p.joined_version, p.version,
                CASE WHEN p.removed_at IS NULL THEN 1 ELSE 0 END,
                CASE WHEN c.deleted_at IS NULL THEN 0 ELSE 1 END
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = ?1 ORDER BY p.conversation_id""";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private MessageChangeReader messages;

    /** A conversation in which something changed for somebody, who has everything up to {@code from}. */
    record Stale(
            long conversation,
            long version,
            long joinedSeq,
            long joinedVersion,
            long ownVersion,
            boolean active,
            long from) {
        /** In place of a version: the conversation has ended, and nobody there knew it. */
        private static final long ENDED_UNKNOWN = Long.MIN_VALUE;
    }

    /** The database's clock. */
    Instant now() {
        return time(number(entities.createNativeQuery(NOW).getSingleResult()));
    }

    /** Where somebody takes part now. */
    List<ConversationHead> heads(long user) {
        return rows(HEADS, user)
                .map(row -> new ConversationHead(number(row[0]), number(row[1]), number(row[2])))
                .toList();
    }

    /** A conversation as it is now; empty if there is none or it has ended. */
    Optional<Long> version(long conversation) {
        return rows(
                        "SELECT c.version, c.id FROM conversations c WHERE c.id = ?1 AND c.deleted_at IS NULL",
                        conversation)
                .map(row -> number(row[0]))
                .findFirst();
    }

    /** Who takes part in a conversation, with the latest message when they joined. */
    Map<Long, Long> joinedSeqs(long conversation) {
        return rows("""
                        SELECT p.user_id, p.joined_seq FROM participants p
                        WHERE p.conversation_id = ?1 AND p.removed_at IS NULL""", conversation).collect(Collectors.toMap(row -> number(row[0]), row -> number(row[1])));
    }

    /** Of somebody who takes or took part in a conversation the latest message when they joined. */
    Optional<Long> joinedSeq(long conversation, long user) {
        return rows("""
                        SELECT p.joined_seq, p.user_id FROM participants p
                        WHERE p.conversation_id = ?1 AND p.user_id = ?2""", conversation, user).map(row -> number(row[0])).findFirst();
    }

    /** How far others have read, where that changed since a time, in some conversations. */
    List<ReadReceiptView> reads(Collection<Long> conversations, Optional<Instant> since) {
        return reads(conversations, since, "");
    }

    /**
     * Returns the read receipts that have changed since a time, in some conversations, except those that a participant's own
     * message moved: clients derive these from the message, unless it was deleted meanwhile.
     */
    List<ReadReceiptView> receiptsToDeliver(Collection<Long> conversations, Instant since) {
        return reads(conversations, Optional.of(since), """
                        AND NOT EXISTS (SELECT 1 FROM messages m
                            WHERE m.conversation_id = e.conversation_id AND m.seq = e.receipt_seq
                                AND m.sender_id = e.user_id AND m.created_at = e.receipt_at AND m.deleted_at IS NULL)""");
    }

    private List<ReadReceiptView> reads(Collection<Long> conversations, Optional<Instant> since, String restriction) {
        if (conversations.isEmpty()) {
            return List.of();
        }
        // Ids, which are numbers: the list needs no parameters.
        var ids = conversations.stream().map(Object::toString).collect(Collectors.joining(","));
        return rows("""
                        SELECT e.conversation_id, e.user_id, p.joined_seq + 1, e.receipt_seq,
                            CAST(UNIX_TIMESTAMP(e.receipt_at) * 1000000 AS SIGNED)
                        FROM inbox_entries e JOIN participants p
                            ON p.conversation_id = e.conversation_id AND p.user_id = e.user_id AND p.removed_at IS NULL
                        WHERE e.conversation_id IN (%s) AND e.changed_at > ?1 AND e.receipt_at IS NOT NULL
                        %s ORDER BY e.conversation_id, e.user_id""".formatted(ids, restriction), local(since.orElse(Instant.EPOCH)))
                .map(row -> new ReadReceiptView(
                        number(row[0]), number(row[1]), number(row[2]), number(row[3]), time(number(row[4]))))
                .toList();
    }

    /** Conversations and their versions that changed since a time. */
    Map<Long, Long> versionsSince(Instant time) {
        return rows("SELECT c.id, c.version FROM conversations c WHERE c.changed_at > ?1", local(time))
                .collect(Collectors.toMap(row -> number(row[0]), row -> number(row[1])));
    }

    /** Who has taken part since a time, as far as their part has changed since then: users by conversation. */
    Map<Long, List<Long>> joinedSince(Instant time) {
        return rows("""
                        SELECT p.conversation_id, p.user_id FROM participants p
                        WHERE p.changed_at > ?1 AND p.removed_at IS NULL""", local(time))
                .collect(Collectors.groupingBy(
                        row -> number(row[0]), Collectors.mapping(row -> number(row[1]), Collectors.toList())));
    }

    /** Of somebody's conversations those in which something changed since a time, in the order of their ids. */
    List<Stale> staleSince(long user, Instant time, long after, int most) {
        return rows(CHANGED_SINCE, user, local(time), after, most)
                .map(row -> {
                    var version = number(row[1]);
                    return new Stale(
                            number(row[0]),
                            version,
                            number(row[2]),
                            number(row[3]),
                            number(row[4]),
                            number(row[5]) == 1,
                            // Nothing but read pointers: no version to tell.
                            number(row[7]) == 1 ? Math.min(number(row[6]), version) : version);
                })
                .toList();
    }

    /** Of somebody's conversations those that have another version than they know, in the order of their ids. */
    List<Stale> staleFrom(long user, Map<Long, Long> known) {
        return rows(ALL_OF_MINE, user)
                .map(row -> new Stale(
                        number(row[0]),
                        number(row[1]),
                        number(row[2]),
                        number(row[3]),
                        number(row[4]),
                        number(row[5]) == 1,
                        known.getOrDefault(number(row[0]), number(row[6]) == 1 ? Stale.ENDED_UNKNOWN : -1L)))
                .filter(stale -> stale.from() != Stale.ENDED_UNKNOWN)
                .filter(stale -> stale.active() ? stale.from() != stale.version() : stale.from() < stale.ownVersion())
                // One who was removed and never knew it has nothing to forget.
                .filter(stale -> stale.active() || stale.from() >= 0)
                .toList();
    }

    /**
     * What changed in a conversation after a version.
     *
     * @param id of the conversation
     * @param from the version that is known
     * @return empty if there is no such conversation; a batch without a range if nothing changed
     */
    Optional<ChangeSet> changes(long id, long from) {
        var found = rows(CHANGED, id, from, MAX_CHANGES + 1).toList();
        var head = found.stream().filter(row -> number(row[0]) == CONVERSATION).findFirst();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        var versions = new Versions(found);
        var to = number(head.get()[2]);
        var memberships = new ArrayList<MembershipChange>();
        var changes = new ArrayList<Change>();
        var tooMany = found.size() - 1 > MAX_CHANGES;
        if (tooMany) {
            var conversation = entities.find(Conversation.class, id);
            for (var participant : members(id, from, to)) {
                memberships.add(membership(participant));
                changes.add(change(conversation, participant, from));
            }
            conversation(id, head.get(), from)
                    .filter(change -> change.event().deletesConversation())
                    .ifPresent(changes::add);
        } else {
            memberships.addAll(versions.memberships);
            members(id, versions, from).forEach(changes::add);
            messages.read(id, versions.messages.keySet()).stream()
                    // One that has changed since belongs to the next batch.
                    .filter(entry -> versions.messages.get(entry.seq()) == entry.version())
                    .map(entry -> new Change(entry.version(), entry.seq(), EventView.of(entry, from)))
                    .forEach(changes::add);
            conversation(id, head.get(), from).ifPresent(changes::add);
        }
        changes.sort(Comparator.comparingLong(Change::version));
        return Optional.of(new ChangeSet(
                id,
                from,
                Math.max(from, to),
                "joined".equals(head.get()[4]),
                number(head.get()[5]) == 1,
                tooMany ? Optional.of(lastKnownSeq(id, from)) : Optional.empty(),
                memberships,
                changes));
    }

    private Optional<Change> conversation(long id, Object[] head, long from) {
        var edited = number(head[3]);
        if (edited <= from) {
            return Optional.empty();
        }
        if (number(head[5]) == 1) {
            return Optional.of(new Change(edited, 0, EventView.conversationDeleted(edited)));
        }
        return Optional.ofNullable(entities.find(Conversation.class, id))
                .filter(conversation -> conversation.editedVersion() == edited)
                .map(conversation ->
                        new Change(edited, 0, EventView.updated(edited, SharedConversationView.of(conversation))));
    }

    private Stream<Change> members(long id, Versions versions, long from) {
        if (versions.participants.isEmpty()) {
            return Stream.empty();
        }
        var conversation = entities.find(Conversation.class, id);
        return entities
                .createQuery("""
                        SELECT p FROM Participant p JOIN FETCH p.user
                        WHERE p.conversationId = :id AND p.userId IN :users""", Participant.class)
                .setParameter("id", id)
                .setParameter("users", versions.participants.keySet())
                .getResultList()
                .stream()
                .filter(participant -> versions.participants.get(participant.userId()) == participant.version())
                .map(participant -> change(conversation, participant, from));
    }

    private List<Participant> members(long id, long from, long to) {
        return entities.createQuery("""
                        SELECT p FROM Participant p JOIN FETCH p.user
                        WHERE p.conversationId = :id AND p.version > :from AND p.version <= :to""", Participant.class)
                .setParameter("id", id)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    private static Change change(Conversation conversation, Participant participant, long from) {
        var type = !participant.isActive()
                ? EventView.PARTICIPANT_REMOVED
                : participant.joinedVersion() > from ? EventView.PARTICIPANT_JOINED : EventView.PARTICIPANT_UPDATED;
        return new Change(participant.version(), 0, EventView.of(type, ParticipantView.of(conversation, participant)));
    }

    private static MembershipChange membership(Participant participant) {
        return new MembershipChange(
                participant.userId(),
                participant.version(),
                participant.isActive(),
                participant.joinedSeq(),
                participant.joinedVersion());
    }

    private long lastKnownSeq(long id, long from) {
        return ((Number) entities.createNativeQuery(LAST_KNOWN_SEQ)
                        .setParameter(1, id)
                        .setParameter(2, from)
                        .getSingleResult())
                .longValue();
    }

    @SuppressWarnings("unchecked") // Rows of a native query have no type.
    private Stream<Object[]> rows(String sql, Object... values) {
        var query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return ((List<Object[]>) query.getResultList()).stream();
    }

    // The session speaks UTC to the database.
    private static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** What each changed row was at the moment of the statement. */
    private static final class Versions {
        private final Map<Long, Long> participants;
        private final Map<Long, Long> messages;
        private final List<MembershipChange> memberships;

        private Versions(List<Object[]> found) {
            var kinds = found.stream()
                    .filter(row -> number(row[0]) != CONVERSATION)
                    .collect(Collectors.partitioningBy(row -> number(row[0]) == PARTICIPANT));
            participants = byItem(kinds.get(true));
            messages = byItem(kinds.get(false));
            memberships = kinds.get(true).stream()
                    .map(row -> new MembershipChange(
                            number(row[1]), number(row[2]), number(row[5]) == 0, number(row[3]), number(row[6])))
                    .toList();
        }

        private static Map<Long, Long> byItem(List<Object[]> rows) {
            return rows.stream().collect(Collectors.toMap(item(1), item(2)));
        }

        private static Function<Object[], Long> item(int column) {
            return row -> number(row[column]);
        }
    }
}
