package messaging.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Maps the current row of a result to an object.
 *
 * @param <T> the object
 */
@FunctionalInterface
public interface RowMapper<T> {
    /**
     * Maps one row.
     *
     * @param row positioned at the row; the mapper must not move it
     * @return the object
     * @throws SQLException if a column cannot be read
     */
    T map(ResultSet row) throws SQLException;
}
