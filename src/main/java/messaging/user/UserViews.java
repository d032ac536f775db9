package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.user.UserService.Revised;

/** Reads accounts as their owners see them. */
@ApplicationScoped
public class UserViews {
    private static final String BY_ID = "SELECT id, username, email, first_name, last_name, is_admin, is_active, "
            + Columns.micros("created_at") + ", " + Columns.micros("updated_at") + ", revision FROM users WHERE id = ?";

    @Inject
    private JdbcClient database;

    /**
     * Returns an account.
     *
     * @param id of the account
     * @return the account with its revision
     * @throws UserNotFound if it does not exist
     */
    public Revised get(long id) {
        return database.first(BY_ID, UserViews::map, id).orElseThrow(() -> new UserNotFound(id));
    }

    private static Revised map(ResultSet row) throws SQLException {
        var view = new UserView(
                row.getLong(1),
                Columns.text(row, 2),
                Columns.text(row, 3),
                Columns.text(row, 4),
                Columns.text(row, 5),
                row.getBoolean(6),
                row.getBoolean(7),
                Columns.instant(row, 8),
                Columns.instant(row, 9));
        return new Revised(view, row.getLong(10));
    }
}
