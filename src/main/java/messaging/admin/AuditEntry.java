package messaging.admin;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import messaging.text.TextFolding;
import messaging.user.User;

/** An action of an administrator. */
@Entity
@Table(name = "audit_entries")
public class AuditEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "actor_id")
    private User actor;

    private String action;

    @Column(name = "target_type")
    private String targetType;

    @Column(name = "target_id")
    private long targetId;

    private String detail;

    // Used in searches only, so not read with the entry.
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "detail_folded")
    private String detailFolded;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected AuditEntry() {}

    /**
     * Creates an entry.
     *
     * @param actor the administrator
     * @param act the action and its target
     * @param now the current time
     */
    AuditEntry(User actor, Act act, Instant now) {
        this.actor = actor;
        this.action = act.action().wireName();
        this.targetType = act.action().target();
        this.targetId = act.targetId();
        this.detail = act.detail();
        this.detailFolded = TextFolding.fold(detail);
        this.createdAt = now;
    }

    /**
     * An action and its target.
     *
     * @param action the action
     * @param targetId ID of the target
     * @param detail description for people, up to 600 characters; may be empty
     */
    record Act(AuditAction action, long targetId, String detail) {}

    long id() {
        return id;
    }

    User actor() {
        return actor;
    }

    String action() {
        return action;
    }

    String targetType() {
        return targetType;
    }

    long targetId() {
        return targetId;
    }

    String detail() {
        return detail;
    }

    Instant createdAt() {
        return createdAt;
    }
}
