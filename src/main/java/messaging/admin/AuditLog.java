package messaging.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The audit entries in the database. */
@ApplicationScoped
class AuditLog {
    @PersistenceContext
    private EntityManager entities;

    void add(AuditEntry entry) {
        entities.persist(entry);
    }
}
