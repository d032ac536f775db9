package messaging.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import messaging.settings.Settings;
import messaging.user.User;

/**
 * One sign-in on one device: a family of refresh tokens of which only the newest is good (S-AUTH-2). Only its hash is
 * kept.
 */
@Entity
@Table(name = "sessions")
public class Session {
    private static final int MAX_DEVICE = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private User user;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private String device;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    /** For JPA. */
    protected Session() {}

    private Session(User user, String device, Instant now, Instant expiresAt) {
        this.user = Objects.requireNonNull(user);
        this.device = device.codePoints()
                .limit(MAX_DEVICE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        this.tokenHash = new byte[32]; // Matches no token until one is issued.
        this.createdAt = now;
        this.lastUsedAt = now;
        this.expiresAt = expiresAt;
    }

    /** A new sign-in. */
    static Session open(User user, String device, Settings.Tokens lifetimes, Instant now) {
        return new Session(user, device, now, now.plus(lifetimes.sessionLifetime()));
    }

    /** Makes a refresh token the only good one. */
    void issued(byte[] hash, Instant now) {
        tokenHash = hash.clone();
        lastUsedAt = now;
    }

    /** Whether this is the newest refresh token. */
    boolean isNewest(byte[] hash) {
        return MessageDigest.isEqual(tokenHash, hash);
    }

    /** Whether the session may go on. */
    boolean isAlive(Instant now, Duration idleLifetime) {
        return revokedAt == null && now.isBefore(expiresAt) && now.isBefore(lastUsedAt.plus(idleLifetime));
    }

    /** How long a refresh token issued now may live. */
    Duration remaining(Instant now, Duration idleLifetime) {
        var left = Duration.between(now, expiresAt);
        return left.compareTo(idleLifetime) < 0 ? left : idleLifetime;
    }

    /** Ends the session for good. */
    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    long id() {
        return id;
    }

    User user() {
        return user;
    }

    String device() {
        return device;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
