package messaging.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Reads columns with little work for the driver. Its own conversions look up settings for each text and parse times field by
 * field, which accounts for a third of the cost of reading a page of messages.
 */
public final class Columns {
    private static final long MICROS_OF_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long NANOS_OF_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private Columns() {}

    /**
     * Returns the expression for a time that {@link #instant} reads.
     *
     * @param time SQL of a {@code DATETIME(6)} in UTC
     * @return SQL of the microseconds since 1970
     */
    public static String micros(String time) {
        return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', " + time + ")";
    }

    /**
     * Reads a time that was selected as {@link #micros}.
     *
     * @param row the row
     * @param column its position, from 1
     * @return the time
     * @throws SQLException if the column cannot be read
     */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        var micros = row.getLong(column);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_OF_SECOND), Math.floorMod(micros, MICROS_OF_SECOND) * NANOS_OF_MICRO);
    }

    /**
     * Reads text.
     *
     * @param row the row
     * @param column its position, from 1
     * @return the text, or null
     * @throws SQLException if the column cannot be read
     */
    public static String text(ResultSet row, int column) throws SQLException {
        // The driver asks the database not to convert text, and all columns are UTF-8 or ASCII.
        var bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
