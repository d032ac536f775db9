package messaging.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/** The sessions in the database. */
@ApplicationScoped
class Sessions {
    static final Listing<Session> LISTING = Listing.of(Session.class)
            .search("device")
            .order("id", "created_at", "last_used_at")
            .byDefault("-last_used_at");

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

    /** Whether a user lately had a session from an address. */
    boolean isKnown(String username, String address, Instant usedAfter) {
        return !entities.createQuery("""
                        SELECT s.id FROM Session s
                        WHERE s.user.username = :username AND s.address = :address AND s.lastUsedAt > :usedAfter""", Long.class)
                .setParameter("username", username)
                .setParameter("address", address)
                .setParameter("usedAfter", usedAfter)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
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
