package messaging.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Executes native queries, and converts the values of their rows. */
@ApplicationScoped
class RowReader {
    @PersistenceContext
    private EntityManager entities;

    /**
     * Executes a query that selects at least two columns.
     *
     * @param sql the query
     * @param values values of its parameters, in order
     * @return its rows
     */
    @SuppressWarnings("unchecked") // Rows of a native query have no type.
    Stream<Object[]> read(String sql, Object... values) {
        var query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return ((List<Object[]>) query.getResultList()).stream();
    }

    /** Executes a query that selects a single number. */
    long readNumber(String sql, Object... values) {
        var query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return number(query.getSingleResult());
    }

    static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** Converts microseconds since 1970. */
    static Instant instant(Object column) {
        return Instant.EPOCH.plus(number(column), ChronoUnit.MICROS);
    }

    // Sessions of the database use UTC.
    static LocalDateTime dateTime(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
