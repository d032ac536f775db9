package messaging.sync;

import static messaging.sync.RowReader.dateTime;
import static messaging.sync.RowReader.instant;
import static messaging.sync.RowReader.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the conversations that have changed, and the participants of conversations. */
@ApplicationScoped
class ConversationVersions {
    private static final String NOW = "SELECT CAST(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) * 1000000 AS SIGNED)";

    private static final String HEADS = """
            SELECT p.conversation_id, c.version, p.joined_seq
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = ?1 AND p.removed_at IS NULL AND c.deleted_at IS NULL""";

    // The version that a client has at least if it has received everything until a time: that of the latest row that
    // has not
    // changed since. The rows of a conversation are stamped under its lock, so their times follow their versions.
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

    private static final String ALL_OF_USER = """
            SELECT p.conversation_id, c.version, p.joined_seq, p.joined_version, p.version,
                CASE WHEN p.removed_at IS NULL THEN 1 ELSE 0 END,
                CASE WHEN c.deleted_at IS NULL THEN 0 ELSE 1 END
            FROM participants p JOIN conversations c ON c.id = p.conversation_id
            WHERE p.user_id = ?1 ORDER BY p.conversation_id""";

    private RowReader rows;

    /** For CDI's proxy. */
    protected ConversationVersions() {}

    @Inject
    ConversationVersions(RowReader rows) {
        this.rows = rows;
    }

    /**
     * A conversation that has changed for a user.
     *
     * @param conversation ID of the conversation
     * @param version its current version
     * @param joinedSeq number of the latest message when the user joined
     * @param joinedVersion version when the user joined
     * @param ownVersion version at the latest change of the user's membership
     * @param active whether the user is a participant
     * @param from version that the client has; negative if it does not know the conversation
     */
    record Stale(
            long conversation,
            long version,
            long joinedSeq,
            long joinedVersion,
            long ownVersion,
            boolean active,
            long from) {
        // In place of the client's version: the conversation has been deleted, and the client does not know it.
        private static final long DELETED_UNKNOWN = Long.MIN_VALUE;

        boolean isKnownOrActive() {
            return active || from >= 0;
        }

        boolean isOutdated() {
            return active ? from != version : from < ownVersion;
        }
    }

    /** Returns the time of the database's clock. */
    Instant now() {
        return instant(rows.readNumber(NOW));
    }

    /** Returns the conversations in which a user participates. */
    List<ConversationHead> heads(long user) {
        return rows.read(HEADS, user)
                .map(row -> new ConversationHead(number(row[0]), number(row[1]), number(row[2])))
                .toList();
    }

    /** Returns the current version of a conversation; empty if it does not exist or has been deleted. */
    Optional<Long> version(long conversation) {
        return rows.read(
                        "SELECT c.version, c.id FROM conversations c WHERE c.id = ?1 AND c.deleted_at IS NULL",
                        conversation)
                .map(row -> number(row[0]))
                .findFirst();
    }

    /** Returns the participants of a conversation, with the number of the latest message when they joined. */
    Map<Long, Long> joinedSeqs(long conversation) {
        return rows.read("""
                        SELECT p.user_id, p.joined_seq FROM participants p
                        WHERE p.conversation_id = ?1 AND p.removed_at IS NULL""", conversation).collect(Collectors.toMap(row -> number(row[0]), row -> number(row[1])));
    }

    /** Returns the number of the latest message when a current or former participant joined. */
    Optional<Long> joinedSeq(long conversation, long user) {
        return rows.read("""
                        SELECT p.joined_seq, p.user_id FROM participants p
                        WHERE p.conversation_id = ?1 AND p.user_id = ?2""", conversation, user).map(row -> number(row[0])).findFirst();
    }

    /** Returns the versions of the conversations that have changed since a time. */
    Map<Long, Long> versionsSince(Instant time) {
        return rows.read("SELECT c.id, c.version FROM conversations c WHERE c.changed_at > ?1", dateTime(time))
                .collect(Collectors.toMap(row -> number(row[0]), row -> number(row[1])));
    }

    /** Returns the participants whose membership has changed since a time, by conversation. */
    Map<Long, List<Long>> joinedSince(Instant time) {
        return rows.read("""
                        SELECT p.conversation_id, p.user_id FROM participants p
                        WHERE p.changed_at > ?1 AND p.removed_at IS NULL""", dateTime(time))
                .collect(Collectors.groupingBy(
                        row -> number(row[0]), Collectors.mapping(row -> number(row[1]), Collectors.toList())));
    }

    /** Returns a user's conversations that have changed since a time, ordered by ID, from the one after an ID. */
    List<Stale> staleSince(long user, Instant time, long after, int limit) {
        return rows.read(CHANGED_SINCE, user, dateTime(time), after, limit)
                .map(row -> {
                    var version = number(row[1]);
                    return new Stale(
                            number(row[0]),
                            version,
                            number(row[2]),
                            number(row[3]),
                            number(row[4]),
                            number(row[5]) == 1,
                            // If only read pointers have changed, there is no version to send.
                            number(row[7]) == 1 ? Math.min(number(row[6]), version) : version);
                })
                .toList();
    }

    /** Returns a user's conversations whose version differs from the one that the client has, ordered by ID. */
    List<Stale> staleFrom(long user, Map<Long, Long> known) {
        return rows.read(ALL_OF_USER, user)
                .map(row -> new Stale(
                        number(row[0]),
                        number(row[1]),
                        number(row[2]),
                        number(row[3]),
                        number(row[4]),
                        number(row[5]) == 1,
                        known.getOrDefault(number(row[0]), number(row[6]) == 1 ? Stale.DELETED_UNKNOWN : -1L)))
                .filter(stale -> stale.from() != Stale.DELETED_UNKNOWN)
                .filter(Stale::isOutdated)
                // A client that does not know a conversation need not learn of the user's removal.
                .filter(Stale::isKnownOrActive)
                .toList();
    }
}
