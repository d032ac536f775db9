package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/** The sessions in the database. */
@ApplicationScoped
class Sessions {
    static final Listing<Session> LISTING = Listing.of(Session.class)
            .search(FoldedText.of("deviceFolded", "device"))
            .searchAscii("address")
            .order("id", "created_at", "last_used_at")
            .byDefault("-last_used_at");

    private static final int MAX_ADDRESSES = 1_000;

    @PersistenceContext
    private EntityManager entities;

    void add(Session session) {
        entities.persist(session);
        entities.flush();
    }

    Optional<Session> lock(long id) {
        return Optional.ofNullable(entities.find(Session.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<Session> find(long id) {
        return Optional.ofNullable(entities.find(Session.class, id));
    }

    /** The sessions of a user that may go on. */
    Slice<Session> page(long user, PageQuery page, Instant now, Instant usedAfter) {
        return LISTING.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("user").get("id"), user),
                        builder.isNull(root.get("revokedAt")),
                        builder.greaterThan(root.<Instant>get("expiresAt"), now),
                        builder.greaterThan(root.<Instant>get("lastUsedAt"), usedAfter)));
    }

    /** Forgets all sessions of a user, with the devices and addresses they came from. */
    void deleteAll(long user) {
        entities.createQuery("DELETE FROM Session s WHERE s.user.id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** How some users' open sessions are in use. */
    List<SessionsInUse> inUse(Collection<Long> users, Instant now, Instant usedAfter) {
        return users.isEmpty()
                ? List.of()
                : entities.createQuery("""
                                SELECT NEW messaging.token.SessionsInUse(s.user.id, COUNT(s), MAX(s.lastUsedAt))
                                FROM Session s
                                WHERE s.user.id IN :users AND s.revokedAt IS NULL AND s.expiresAt > :now
                                AND s.lastUsedAt > :usedAfter
                                GROUP BY s.user.id""", SessionsInUse.class)
                        .setParameter("users", users)
                        .setParameter("now", now)
                        .setParameter("usedAfter", usedAfter)
                        .getResultList();
    }

    /** Whether a token is the newest of a session or the one traded in last. */
    boolean isIssued(long id, byte[] hash) {
        return !entities.createQuery("""
                        SELECT s.id FROM Session s
                        WHERE s.id = :id AND (s.tokenHash = :hash OR s.tradedHash = :hash)""", Long.class)
                .setParameter("id", id)
                .setParameter("hash", hash)
                .getResultList()
                .isEmpty();
    }

    /** Which of some sessions may go on. */
    List<Long> alive(List<Long> ids, Instant now, Instant usedAfter) {
        return entities.createQuery("""
                        SELECT s.id FROM Session s
                        WHERE s.id IN :ids AND s.revokedAt IS NULL AND s.expiresAt > :now AND s.lastUsedAt > :usedAfter
                        AND s.user.active = TRUE""", Long.class)
                .setParameter("ids", ids)
                .setParameter("now", now)
                .setParameter("usedAfter", usedAfter)
                .getResultList();
    }

    /** From where a user lately had sessions. */
    List<String> addresses(String username, Instant usedAfter) {
        return entities.createQuery("""
                        SELECT DISTINCT s.address FROM Session s
                        WHERE s.user.username = :username AND s.lastUsedAt > :usedAfter""", String.class)
                .setParameter("username", username)
                .setParameter("usedAfter", usedAfter)
                .setMaxResults(MAX_ADDRESSES)
                .getResultList();
    }

    /** Forgets the sessions of a user that ended long ago. */
    void forget(long user, Instant endedBefore) {
        entities.createQuery("""
                        DELETE FROM Session s
                        WHERE s.user.id = :user AND (s.expiresAt < :before OR s.revokedAt < :before)""")
                .setParameter("user", user)
                .setParameter("before", endedBefore)
                .executeUpdate();
    }

    /** Ends all sessions of a user but one. */
    int revokeAll(long user, Optional<Long> except, Instant now) {
        return entities.createQuery("""
                        UPDATE Session s SET s.revokedAt = :now
                        WHERE s.user.id = :user AND s.revokedAt IS NULL AND s.id <> :except""")
                .setParameter("now", now)
                .setParameter("user", user)
                .setParameter("except", except.orElse(0L))
                .executeUpdate();
    }
}
