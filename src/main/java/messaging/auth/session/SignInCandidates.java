package messaging.auth.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import messaging.jdbc.JdbcClient;
import messaging.text.UsernameRules;
import messaging.user.AccountClaims;
import messaging.user.Users;

/** Reads the data for a sign-in, in the same single statement whether or not an account has the username. */
@ApplicationScoped
public class SignInCandidates {
    private static final int MAX_ADDRESSES = 1_000;
    // The oldest session that was not revoked expires first.
    private static final String FIND = "SELECT DISTINCT " + Users.COLLATION_KEY + """
            , u.id, u.username, u.is_admin, u.password_hash,
            EXISTS (SELECT 1 FROM sessions r WHERE r.user_id = u.id AND r.revoked_at < ?)
            OR COALESCE((SELECT e.expires_at FROM sessions e WHERE e.user_id = u.id AND e.revoked_at IS NULL
                ORDER BY e.id LIMIT 1) < ?, FALSE),
            s.address
            FROM (SELECT 1 AS one) single
            LEFT JOIN users u ON u.username = ?
            LEFT JOIN sessions s ON s.user_id = u.id AND s.last_used_at > ?
            LIMIT %d""".formatted(MAX_ADDRESSES);

    private JdbcClient database;
    private Clock clock;

    /** For CDI's proxy. */
    protected SignInCandidates() {}

    @Inject
    SignInCandidates(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Finds the account for a sign-in.
     *
     * @param username that the client sent
     * @return a candidate with or without an account
     */
    public SignInCandidate find(String username) {
        var past = clock.instant().minus(Sessions.RETENTION);
        var rows = database.list(
                FIND, SignInCandidates::map, username, past, past, UsernameRules.normalize(username), past);
        var first = rows.get(0);
        return new SignInCandidate(
                first.collationKey(),
                first.account(),
                rows.stream().map(Row::address).filter(Objects::nonNull));
    }

    /** A row of the result; the account and the address may be null. */
    private record Row(String collationKey, SignInAccount account, String address) {}

    private static Row map(ResultSet row) throws SQLException {
        return new Row(row.getString(1), account(row).orElse(null), row.getString(7));
    }

    private static Optional<SignInAccount> account(ResultSet row) throws SQLException {
        var hash = Optional.ofNullable(row.getString(5));
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        var claims = new AccountClaims(row.getLong(2), row.getString(3), row.getBoolean(4));
        return Optional.of(new SignInAccount(claims, hash.get(), row.getBoolean(6)));
    }
}
