package messaging.sync;

import static messaging.sync.RowReader.dateTime;
import static messaging.sync.RowReader.instant;
import static messaging.sync.RowReader.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how far participants have read. */
@ApplicationScoped
class ReadReceipts {
    private static final String CHANGED = """
            SELECT e.conversation_id, e.user_id, p.joined_seq + 1, e.receipt_seq,
                CAST(UNIX_TIMESTAMP(e.receipt_at) * 1000000 AS SIGNED)
            FROM inbox_entries e JOIN participants p
                ON p.conversation_id = e.conversation_id AND p.user_id = e.user_id AND p.removed_at IS NULL
            WHERE e.conversation_id IN (%s) AND e.changed_at > ?1 AND e.receipt_at IS NOT NULL
            %s ORDER BY e.conversation_id, e.user_id""";

    private static final String NOT_OF_OWN_MESSAGE = """
            AND NOT EXISTS (SELECT 1 FROM messages m
                WHERE m.conversation_id = e.conversation_id AND m.seq = e.receipt_seq
                    AND m.sender_id = e.user_id AND m.created_at = e.receipt_at AND m.deleted_at IS NULL)""";

    private RowReader rows;

    /** For CDI's proxy. */
    protected ReadReceipts() {}

    @Inject
    ReadReceipts(RowReader rows) {
        this.rows = rows;
    }

    /** Returns the read receipts in some conversations that have changed since a time, if one is given. */
    List<ReadReceiptView> changed(Collection<Long> conversations, Optional<Instant> since) {
        return read(conversations, since.orElse(Instant.EPOCH), "");
    }

    /**
     * Returns the read receipts in some conversations that have changed since a time, except those that a participant's own
     * message advanced: clients derive these from the message, unless it has been deleted.
     */
    List<ReadReceiptView> changedByReading(Collection<Long> conversations, Instant since) {
        return read(conversations, since, NOT_OF_OWN_MESSAGE);
    }

    private List<ReadReceiptView> read(Collection<Long> conversations, Instant since, String condition) {
        if (conversations.isEmpty()) {
            return List.of();
        }
        // IDs are numbers, so the list needs no parameters.
        var ids = conversations.stream().map(Object::toString).collect(Collectors.joining(","));
        return rows.read(CHANGED.formatted(ids, condition), dateTime(since))
                .map(row -> new ReadReceiptView(
                        number(row[0]), number(row[1]), number(row[2]), number(row[3]), instant(row[4])))
                .toList();
    }
}
