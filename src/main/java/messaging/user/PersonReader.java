package messaging.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import messaging.jdbc.Columns;

/** Reads the public fields of accounts from rows; an account that occurs in several rows is read once. */
public final class PersonReader {
    /** The columns of {@code users u} to read; the id comes from another table. */
    public static final String COLUMNS = " u.username, u.first_name, u.last_name, u.is_active ";

    /**
     * Returns a join with the accounts whose rows may be missing, each read by its key. Without the hint, MySQL reads all
     * accounts at once if they are few, joins them by hash, and sorts all messages for each page.
     *
     * @param id SQL of the account's id
     * @return an outer join of {@code users u}
     */
    public static String outerJoin(String id) {
        return " LEFT JOIN users u FORCE INDEX (PRIMARY) ON u.id = " + id + " ";
    }

    private final Map<Long, PersonView> people = new HashMap<>();

    /**
     * Reads an account.
     *
     * @param row the row
     * @param id of the account
     * @param first position of the first of the columns
     * @return the account
     * @throws SQLException if a column cannot be read
     */
    public PersonView read(ResultSet row, long id, int first) throws SQLException {
        var known = people.get(id);
        if (known != null) {
            return known;
        }
        var person = new PersonView(
                id,
                Columns.text(row, first),
                Columns.text(row, first + 1),
                Columns.text(row, first + 2),
                row.getBoolean(first + 3));
        people.put(id, person);
        return person;
    }
}
