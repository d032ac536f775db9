package messaging.auth.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import messaging.jdbc.JdbcClient;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.PageReader;
import messaging.paging.Slice;

/** The sessions in the database. */
@ApplicationScoped
class Sessions {
    /** How long an ended session is kept, and how long its network counts as known. */
    static final Duration RETENTION = Duration.ofDays(30);

    // Locks the account: otherwise a concurrent sign-in with the old password could outlive a change of the password.
    private static final String ADD = """
            INSERT INTO sessions (user_id, token_hash, address, device, device_folded, created_at, last_used_at, expires_at)
            SELECT u.id, ?, ?, ?, ?, ?, ?, ? FROM users u
            WHERE u.id = ? AND u.password_hash = ? AND u.is_active = TRUE FOR UPDATE""";
    private static final String ISSUE = "UPDATE sessions SET token_hash = ? WHERE id = ?";
    private static final String RIGHTS = """
            SELECT u.id, u.is_admin FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND s.last_used_at > ? AND u.is_active = TRUE""";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private JdbcClient database;

    /**
     * Adds a session if its account is active and still has the password hash against which the password was checked.
     *
     * @return the id of the session; empty if the account has been deactivated or its password changed since then
     */
    Optional<Long> add(Session session, String checkedHash) {
        return database.insertSelected(
                ADD,
                session.tokenHash(),
                session.address(),
                session.device(),
                session.deviceFolded(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.userId(),
                checkedHash);
    }

    /** Stores the hash of the first refresh token of a new session. */
    void issueFirst(long id, byte[] hash) {
        database.update(ISSUE, hash, id);
    }

    /** Returns the rights of a session's user; empty if the session has ended or the account is deactivated. */
    Optional<CurrentRights> rights(long id, Instant now, Instant usedAfter) {
        return database.first(RIGHTS, row -> new CurrentRights(row.getLong(1), row.getBoolean(2)), id, now, usedAfter);
    }

    Optional<Session> lock(long id) {
        return Optional.ofNullable(entities.find(Session.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Lists the active sessions of an account. */
    Slice<Session> page(Listing<Session> listing, PageQuery page, long user, Instant now, Instant usedAfter) {
        return new PageReader<>(
                        listing,
                        entities,
                        page,
                        (builder, query, root) -> builder.and(
                                builder.equal(root.get("userId"), user),
                                builder.isNull(root.get("revokedAt")),
                                builder.greaterThan(root.<Instant>get("expiresAt"), now),
                                builder.greaterThan(root.<Instant>get("lastUsedAt"), usedAfter)))
                .read();
    }

    /** Deletes all sessions of an account, with their devices and addresses. */
    void deleteAll(long user) {
        entities.createQuery("DELETE FROM Session s WHERE s.userId = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Summarizes the active sessions of some accounts. */
    List<SessionSummary> summarize(Collection<Long> users, Instant now, Instant usedAfter) {
        return users.isEmpty()
                ? List.of()
                : entities.createQuery("""
                                SELECT NEW messaging.auth.session.SessionSummary(s.userId, COUNT(s), MAX(s.lastUsedAt))
                                FROM Session s
                                WHERE s.userId IN :users AND s.revokedAt IS NULL AND s.expiresAt > :now
                                AND s.lastUsedAt > :usedAfter
                                GROUP BY s.userId""", SessionSummary.class)
                        .setParameter("users", users)
                        .setParameter("now", now)
                        .setParameter("usedAfter", usedAfter)
                        .getResultList();
    }

    /** Returns whether a token is the current or the previous one of a session. */
    boolean isIssued(long id, byte[] hash) {
        return !entities.createQuery("""
                        SELECT s.id FROM Session s
                        WHERE s.id = :id AND (s.tokenHash = :hash OR s.previousHash = :hash)""", Long.class)
                .setParameter("id", id)
                .setParameter("hash", hash)
                .getResultList()
                .isEmpty();
    }

    /** Returns the active ones of some sessions whose accounts are active too. */
    List<Long> findActive(List<Long> ids, Instant now, Instant usedAfter) {
        return entities.createQuery("""
                        SELECT s.id FROM Session s JOIN User u ON u.id = s.userId
                        WHERE s.id IN :ids AND s.revokedAt IS NULL AND s.expiresAt > :now AND s.lastUsedAt > :usedAfter
                        AND u.active = TRUE""", Long.class)
                .setParameter("ids", ids)
                .setParameter("now", now)
                .setParameter("usedAfter", usedAfter)
                .getResultList();
    }

    /** Deletes the sessions of an account that ended before a time. */
    void deleteEnded(long user, Instant endedBefore) {
        entities.createQuery("""
                        DELETE FROM Session s
                        WHERE s.userId = :user AND (s.expiresAt < :before OR s.revokedAt < :before)""")
                .setParameter("user", user)
                .setParameter("before", endedBefore)
                .executeUpdate();
    }

    /** Ends all sessions of an account except one. */
    int revokeAll(long user, Optional<Long> except, Instant now) {
        return entities.createQuery("""
                        UPDATE Session s SET s.revokedAt = :now
                        WHERE s.userId = :user AND s.revokedAt IS NULL AND s.id <> :except""")
                .setParameter("now", now)
                .setParameter("user", user)
                .setParameter("except", except.orElse(0L))
                .executeUpdate();
    }
}
