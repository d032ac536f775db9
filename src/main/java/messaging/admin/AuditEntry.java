package messaging.admin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One thing that an administrator did. */
@Entity
@Table(name = "audit_entries")
public class AuditEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "actor_id")
    private long actorId;

    private String action;

    @Column(name = "target_type")
    private String targetType;

    @Column(name = "target_id")
    private long targetId;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected AuditEntry() {}

    /**
     * Notes an act.
     *
     * @param actorId id of the administrator's account
     * @param action what was done, {@code user.password_reset}
     * @param targetType kind of thing it was done to
     * @param targetId its id
     * @param now when
     */
    AuditEntry(long actorId, String action, String targetType, long targetId, Instant now) {
        this.actorId = actorId;
        this.action = action;
        this.targetType = targetType;
        this.targetId = targetId;
        this.createdAt = now;
    }
}
