package messaging.reset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;

/** The reset codes in the database. */
@ApplicationScoped
class PasswordResets {
    @PersistenceContext
    private EntityManager entities;

    void add(PasswordReset reset) {
        entities.persist(reset);
    }

    /** Returns the id of the account of a valid code. */
    Optional<Long> findAccount(ResetCode code, Instant now) {
        return entities.createQuery("""
                        SELECT r.userId FROM PasswordReset r
                        WHERE r.codeHash = :hash AND r.usedAt IS NULL AND r.expiresAt > :now""", Long.class)
                .setParameter("hash", code.hash())
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    Optional<PasswordReset> lock(ResetCode code) {
        return entities.createQuery("SELECT r FROM PasswordReset r WHERE r.codeHash = :hash", PasswordReset.class)
                .setParameter("hash", code.hash())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    void deleteAll(long user) {
        entities.createQuery("DELETE FROM PasswordReset r WHERE r.userId = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Invalidates all codes of an account. */
    void invalidateAll(long user, Instant now) {
        entities.createQuery("UPDATE PasswordReset r SET r.usedAt = :now WHERE r.userId = :user AND r.usedAt IS NULL")
                .setParameter("now", now)
                .setParameter("user", user)
                .executeUpdate();
    }
}
