package messaging.auth.sso;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The accounts of issuers' subjects in the database. Issuers and subjects are compared byte by byte. */
@ApplicationScoped
class ExternalIdentities {
    @PersistenceContext
    private EntityManager entities;

    Optional<Long> findAccount(String issuer, String subject) {
        List<?> ids = entities.createNativeQuery(
                        "SELECT user_id FROM external_identities WHERE issuer = ? AND subject = ?")
                .setParameter(1, bytes(issuer))
                .setParameter(2, bytes(subject))
                .getResultList();
        return ids.stream().findFirst().map(id -> ((Number) id).longValue());
    }

    void add(String issuer, String subject, long account, Instant now) {
        entities.createNativeQuery(
                        "INSERT INTO external_identities (issuer, subject, user_id, created_at) VALUES (?, ?, ?, ?)")
                .setParameter(1, bytes(issuer))
                .setParameter(2, bytes(subject))
                .setParameter(3, account)
                .setParameter(4, LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate();
    }

    void deleteAll(long account) {
        entities.createNativeQuery("DELETE FROM external_identities WHERE user_id = ?")
                .setParameter(1, account)
                .executeUpdate();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
