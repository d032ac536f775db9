package messaging.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import messaging.admin.CountsParameters.Span;
import messaging.admin.CountsView.CountView;
import messaging.admin.CountsView.TotalsView;

/** Counts in the database: each is one range of an index. */
@ApplicationScoped
class Counts {
    @PersistenceContext
    private EntityManager entities;

    TotalsView totals() {
        return new TotalsView(
                number("SELECT COUNT(*) FROM users"),
                number("SELECT COUNT(*) FROM users WHERE is_active"),
                number("SELECT COUNT(*) FROM conversations WHERE deleted_at IS NULL"),
                number(
                        "SELECT COALESCE(SUM(last_seq - deleted_count), 0) FROM conversations WHERE deleted_at IS NULL"));
    }

    List<CountView> points(Span span) {
        var sent = rows("COUNT(*), COUNT(DISTINCT sender_id)", "messages", "created_at", span);
        var seen = rows("COUNT(DISTINCT user_id), 0", "users_seen", "seen_hour", span);
        var registered = rows("COUNT(*), 0", "users", "created_at", span);
        var step = span.by().step();
        return Stream.iterate(span.from(), at -> at.isBefore(span.to()), at -> at.plus(step))
                .map(at -> new CountView(at, of(sent, at)[0], of(sent, at)[1], of(seen, at)[0], of(registered, at)[0]))
                .toList();
    }

    /** Notes who used the server in an hour. */
    void see(Instant hour, Iterable<Long> users) {
        users.forEach(
                user -> entities.createNativeQuery("INSERT IGNORE INTO users_seen (seen_hour, user_id) VALUES (?, ?)")
                        .setParameter(1, local(hour))
                        .setParameter(2, user)
                        .executeUpdate());
    }

    private Map<Instant, long[]> rows(String counted, String table, String column, Span span) {
        // Only names of our own are put together here; DATETIME holds UTC, and so does the connection.
        var bucket = "FLOOR(TIMESTAMPDIFF(SECOND, '1970-01-01', " + column + ") / ?)";
        List<?> found = entities.createNativeQuery("SELECT " + bucket + ", " + counted + " FROM " + table + " WHERE "
                        + column + " >= ? AND " + column + " < ? GROUP BY 1")
                .setParameter(1, span.by().step().toSeconds())
                .setParameter(2, local(span.from()))
                .setParameter(3, local(span.to()))
                .getResultList();
        var rows = new HashMap<Instant, long[]>();
        for (var row : found) {
            var values = (Object[]) row;
            rows.put(
                    Instant.ofEpochSecond(
                            ((Number) values[0]).longValue() * span.by().step().toSeconds()),
                    new long[] {((Number) values[1]).longValue(), ((Number) values[2]).longValue()});
        }
        return rows;
    }

    private static long[] of(Map<Instant, long[]> rows, Instant at) {
        return rows.getOrDefault(at, new long[2]);
    }

    private long number(String sql) {
        return ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue();
    }

    private static LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
