package messaging.reset;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A one-time code for setting a new password. */
@Entity
@Table(name = "password_resets")
public class PasswordReset {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "user_id")
    private long userId;

    @Column(name = "code_hash")
    private byte[] codeHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private Instant usedAt;

    /** For JPA. */
    protected PasswordReset() {}

    private PasswordReset(long userId, byte[] codeHash, Instant now, Instant expiresAt) {
        this.userId = userId;
        this.codeHash = codeHash;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    static PasswordReset create(long userId, ResetCode code, Duration lifetime, Instant now) {
        return new PasswordReset(userId, code.hash(), now, now.plus(lifetime));
    }

    boolean isValid(Instant now) {
        return usedAt == null && now.isBefore(expiresAt);
    }

    void markUsed(Instant now) {
        usedAt = now;
    }

    byte[] codeHash() {
        return codeHash.clone();
    }

    long userId() {
        return userId;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
