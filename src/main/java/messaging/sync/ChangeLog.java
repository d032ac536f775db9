package messaging.sync;

import static messaging.sync.RowReader.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
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

/** Reads the changes of a conversation from its rows: each is stamped with the version of its latest change. */
@ApplicationScoped
class ChangeLog {
    /** Maximum number of changed rows in a change set; more are a gap, which the client closes by reading lists. */
    static final int MAX_CHANGES = 500;

    // Kinds of rows in the statement below.
    private static final int CONVERSATION = 0;
    private static final int PARTICIPANT = 1;

    /**
     * One statement, which sees one moment of the database: it contains a change of version n with all changes before it, or not
     * at all. It contains the memberships as of that moment: a participant who was removed and added again in the meantime must
     * not receive the messages in between.
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

    // There can be many messages before the range. The one with the highest number is among those changed last, unless
    // all of
    // these are edits of old messages; then the result is an older message, and the client reads more than it needs.
    private static final String LAST_KNOWN_SEQ = """
            SELECT COALESCE(MAX(known.seq), 0) FROM (
                SELECT m.seq AS seq FROM messages m WHERE m.conversation_id = ?1 AND m.version <= ?2
                ORDER BY m.version DESC LIMIT 100) known""";

    @PersistenceContext
    private EntityManager entities;

    private RowReader rows;
    private MessageChangeReader messages;

    /** For CDI's proxy. */
    protected ChangeLog() {}

    @Inject
    ChangeLog(RowReader rows, MessageChangeReader messages) {
        this.rows = rows;
        this.messages = messages;
    }

    /**
     * Returns the changes of a conversation after a version.
     *
     * @param id ID of the conversation
     * @param from the version
     * @return empty if the conversation does not exist; a change set with an empty range if nothing has changed
     */
    Optional<ChangeSet> changes(long id, long from) {
        var found = rows.read(CHANGED, id, from, MAX_CHANGES + 1).toList();
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
            for (var participant : changedParticipants(id, from, to)) {
                memberships.add(membershipChange(participant));
                changes.add(participantChange(conversation, participant, from));
            }
            conversationChange(id, head.get(), from)
                    .filter(change -> change.event().deletesConversation())
                    .ifPresent(changes::add);
        } else {
            memberships.addAll(versions.memberships);
            participantChanges(id, versions, from).forEach(changes::add);
            messages.read(id, versions.messages.keySet()).stream()
                    // A message that has changed since belongs to the next change set.
                    .filter(entry -> versions.messages.get(entry.seq()) == entry.version())
                    .map(entry -> new Change(entry.version(), entry.seq(), EventView.of(entry, from)))
                    .forEach(changes::add);
            conversationChange(id, head.get(), from).ifPresent(changes::add);
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

    private Optional<Change> conversationChange(long id, Object[] head, long from) {
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

    private Stream<Change> participantChanges(long id, Versions versions, long from) {
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
                .map(participant -> participantChange(conversation, participant, from));
    }

    private List<Participant> changedParticipants(long id, long from, long to) {
        return entities.createQuery("""
                        SELECT p FROM Participant p JOIN FETCH p.user
                        WHERE p.conversationId = :id AND p.version > :from AND p.version <= :to""", Participant.class)
                .setParameter("id", id)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    private static Change participantChange(Conversation conversation, Participant participant, long from) {
        var type = !participant.isActive()
                ? EventView.PARTICIPANT_REMOVED
                : participant.joinedVersion() > from ? EventView.PARTICIPANT_JOINED : EventView.PARTICIPANT_UPDATED;
        return new Change(participant.version(), 0, EventView.of(type, ParticipantView.of(conversation, participant)));
    }

    private static MembershipChange membershipChange(Participant participant) {
        return new MembershipChange(
                participant.userId(),
                participant.version(),
                participant.isActive(),
                participant.joinedSeq(),
                participant.joinedVersion());
    }

    private long lastKnownSeq(long id, long from) {
        return rows.readNumber(LAST_KNOWN_SEQ, id, from);
    }

    /** The versions and memberships of the changed rows at the moment of the statement. */
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
