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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.admin.StatisticsParameters.TimeRange;
import messaging.admin.StatisticsView.PointView;
import messaging.admin.StatisticsView.TotalsView;

/** Stores and reads statistics. Each query reads one range of an index. */
@ApplicationScoped
class Statistics {
    // A small batch, so that no transaction holds many locks; the next run deletes the rest.
    private static final int DELETE_BATCH_SIZE = 10_000;

    @PersistenceContext
    private EntityManager entities;

    private record Connections(long all, long eventStreams, long webSockets) {
        static final Connections NONE = new Connections(0, 0, 0);
    }

    TotalsView totals() {
        return new TotalsView(
                number("SELECT COUNT(*) FROM users"),
                number("SELECT COUNT(*) FROM users WHERE is_active"),
                number("SELECT COUNT(*) FROM conversations WHERE deleted_at IS NULL"),
                number(
                        "SELECT COALESCE(SUM(last_seq - deleted_count), 0) FROM conversations WHERE deleted_at IS NULL"));
    }

    List<PointView> points(TimeRange range) {
        var sent = rows("COUNT(*), COUNT(DISTINCT sender_id)", "messages", "created_at", range);
        var seen = rows("COUNT(DISTINCT user_id), 0", "users_seen", "seen_hour", range);
        var registered = rows("COUNT(*), 0", "users", "created_at", range);
        var connections = connections(range);
        var step = range.by().step();
        return Stream.iterate(range.from(), at -> at.isBefore(range.to()), at -> at.plus(step))
                .map(at -> {
                    var maximum = connections.getOrDefault(at, Connections.NONE);
                    return new PointView(
                            at,
                            of(sent, at)[0],
                            of(sent, at)[1],
                            of(seen, at)[0],
                            of(registered, at)[0],
                            maximum.all(),
                            maximum.eventStreams(),
                            maximum.webSockets());
                })
                .toList();
    }

    /** Stores which users were active in an hour. */
    void storeActiveUsers(Instant hour, Iterable<Long> users) {
        users.forEach(
                user -> entities.createNativeQuery("INSERT IGNORE INTO users_seen (seen_hour, user_id) VALUES (?, ?)")
                        .setParameter(1, local(hour))
                        .setParameter(2, user)
                        .executeUpdate());
    }

    /** Stores the number of live connections of a server at a moment. */
    void storeConnections(byte[] server, Instant moment, int eventStreams, int webSockets) {
        entities.createNativeQuery("""
                        INSERT INTO connection_samples (sampled_at, server, event_streams, websockets)
                        VALUES (?1, ?2, ?3, ?4)
                        ON DUPLICATE KEY UPDATE event_streams = ?3, websockets = ?4""")
                .setParameter(1, local(moment))
                .setParameter(2, server)
                .setParameter(3, eventStreams)
                .setParameter(4, webSockets)
                .executeUpdate();
    }

    /** Deletes the oldest samples before a moment. */
    void deleteSamples(Instant before) {
        entities.createNativeQuery("DELETE FROM connection_samples WHERE sampled_at < ?1 ORDER BY sampled_at LIMIT "
                        + DELETE_BATCH_SIZE)
                .setParameter(1, local(before))
                .executeUpdate();
    }

    // Returns the maximum at any moment of an interval, over all servers.
    private Map<Instant, Connections> connections(TimeRange range) {
        List<?> found = entities.createNativeQuery("""
                        SELECT FLOOR(TIMESTAMPDIFF(SECOND, '1970-01-01', sampled_at) / ?1),
                            MAX(event_streams + websockets), MAX(event_streams), MAX(websockets)
                        FROM (SELECT sampled_at, SUM(event_streams) AS event_streams, SUM(websockets) AS websockets
                            FROM connection_samples WHERE sampled_at >= ?2 AND sampled_at < ?3
                            GROUP BY sampled_at) AS moments
                        GROUP BY 1""")
                .setParameter(1, range.by().step().toSeconds())
                .setParameter(2, local(range.from()))
                .setParameter(3, local(range.to()))
                .getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .collect(Collectors.toMap(
                        row -> start(row[0], range),
                        row -> new Connections(number(row[1]), number(row[2]), number(row[3]))));
    }

    private Map<Instant, long[]> rows(String counted, String table, String column, TimeRange range) {
        // Only constant names are concatenated. DATETIME columns contain UTC, and the connection's time zone is UTC.
        var bucket = "FLOOR(TIMESTAMPDIFF(SECOND, '1970-01-01', " + column + ") / ?)";
        List<?> found = entities.createNativeQuery("SELECT " + bucket + ", " + counted + " FROM " + table + " WHERE "
                        + column + " >= ? AND " + column + " < ? GROUP BY 1")
                .setParameter(1, range.by().step().toSeconds())
                .setParameter(2, local(range.from()))
                .setParameter(3, local(range.to()))
                .getResultList();
        var rows = new HashMap<Instant, long[]>();
        for (var row : found) {
            var values = (Object[]) row;
            rows.put(start(values[0], range), new long[] {number(values[1]), number(values[2])});
        }
        return rows;
    }

    private static long[] of(Map<Instant, long[]> rows, Instant at) {
        return rows.getOrDefault(at, new long[2]);
    }

    private static Instant start(Object bucket, TimeRange range) {
        return Instant.ofEpochSecond(number(bucket) * range.by().step().toSeconds());
    }

    private long number(String sql) {
        return number(entities.createNativeQuery(sql).getSingleResult());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
