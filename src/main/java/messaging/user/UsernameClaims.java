package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import messaging.text.UsernameRules;

/**
 * Records which account owns the names that look like its username (S-TEXT-2). The primary key ensures that only one of two
 * accounts with confusable names can register at the same time. A released claim keeps its row: the name becomes available
 * to other accounts after a waiting period, and to its former owner at once.
 */
@ApplicationScoped
class UsernameClaims {
    @PersistenceContext
    private EntityManager entities;

    /**
     * Returns whether an account may claim a name.
     *
     * @param username the name
     * @param user id of the account; 0 for a new one
     * @param releasedBefore claims that were released before this time do not count
     * @return false if another account has, or recently had, a name like it
     */
    boolean isAvailable(String username, long user, Instant releasedBefore) {
        return UsernameRules.skeletonHashes(username).stream()
                .noneMatch(skeleton -> count(
                                "SELECT COUNT(*) FROM username_claims WHERE skeleton = ? AND user_id <> ?"
                                        + " AND (released_at IS NULL OR released_at > ?)",
                                skeleton,
                                user,
                                utc(releasedBefore))
                        > 0);
    }

    /**
     * Claims a name for an account.
     *
     * @param username the name
     * @param user id of the account
     * @param releasedBefore claims that were released before this time do not count
     * @return false if another account was faster; the transaction must then be rolled back
     */
    boolean claim(String username, long user, Instant releasedBefore) {
        for (var skeleton : UsernameRules.skeletonHashes(username)) {
            // The assignments are evaluated in this order: the second one sees the new owner.
            update(
                    "INSERT INTO username_claims (skeleton, user_id) VALUES (?, ?) ON DUPLICATE KEY UPDATE"
                            + " user_id = CASE WHEN released_at <= ? THEN VALUES(user_id) ELSE user_id END,"
                            + " released_at = CASE WHEN user_id = VALUES(user_id) THEN NULL ELSE released_at END",
                    skeleton,
                    user,
                    utc(releasedBefore));
            if (count("SELECT COUNT(*) FROM username_claims WHERE skeleton = ? AND user_id = ?", skeleton, user) == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Releases a name that an account no longer has.
     *
     * @param username the name
     * @param user id of the account
     * @param now the current time
     */
    void release(String username, long user, Instant now) {
        for (var skeleton : UsernameRules.skeletonHashes(username)) {
            update(
                    "INSERT INTO username_claims (skeleton, user_id, released_at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE"
                            + " released_at = CASE WHEN user_id = VALUES(user_id) THEN VALUES(released_at)"
                            + " ELSE released_at END",
                    skeleton,
                    user,
                    utc(now));
        }
    }

    private long count(String sql, Object... values) {
        return ((Number) query(sql, values).getSingleResult()).longValue();
    }

    private void update(String sql, Object... values) {
        query(sql, values).executeUpdate();
    }

    private jakarta.persistence.Query query(String sql, Object... values) {
        var query = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
