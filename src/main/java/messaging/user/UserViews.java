package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import messaging.jdbc.Columns;
import messaging.jdbc.JdbcClient;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.revision.Versioned;

/** Reads accounts for their users and for administrators, and the directory. */
@ApplicationScoped
public class UserViews {
    private static final String BY_ID = "SELECT id, username, email, first_name, last_name, is_admin, is_active, "
            + Columns.micros("created_at") + ", " + Columns.micros("updated_at") + ", revision FROM users WHERE id = ?";

    private static final String PASSWORD_HASH = "SELECT password_hash FROM users WHERE id = ?";

    private JdbcClient database;
    private Users users;

    /** For CDI's proxy. */
    protected UserViews() {}

    @Inject
    UserViews(JdbcClient database, Users users) {
        this.database = database;
        this.users = users;
    }

    /**
     * Returns an account.
     *
     * @param id of the account
     * @return the account with its revision
     * @throws UserNotFound if it does not exist
     */
    public Versioned<UserView> get(long id) {
        return database.first(BY_ID, UserViews::map, id).orElseThrow(() -> new UserNotFound(id));
    }

    /**
     * Lists all accounts for administrators.
     *
     * @param page the requested part
     * @return the part
     */
    public Slice<UserView> list(PageQuery page) {
        return users.page(page, Optional.empty(), Optional.empty()).map(UserView::of);
    }

    /**
     * Searches the directory (S-API-15).
     *
     * @param page the requested part
     * @return the part, with active accounts only
     */
    public Slice<PersonView> searchDirectory(PageQuery page) {
        return users.directory(page).map(PersonView::of);
    }

    /**
     * Returns the hash of an account's password.
     *
     * @param id of the account
     * @return PHC string; empty for a single sign-on account
     */
    public Optional<String> findPasswordHash(long id) {
        return database.first(PASSWORD_HASH, row -> Optional.ofNullable(row.getString(1)), id)
                .flatMap(Function.identity());
    }

    private static Versioned<UserView> map(ResultSet row) throws SQLException {
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
        return new Versioned<>(view, row.getLong(10));
    }
}
