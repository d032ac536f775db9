package messaging.auth.session;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import messaging.settings.Settings;
import messaging.text.TextFolding;

/**
 * A sign-in on one device: a family of refresh tokens, of which only the latest is valid (S-AUTH-2). Only hashes of tokens are
 * stored.
 */
@Entity
@Table(name = "sessions")
public class Session {
    private static final int MAX_DEVICE_LENGTH = 255;
    private static final int HASH_BYTES = 32;
    private static final Duration RETRY_WINDOW = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "user_id")
    private long userId;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "traded_hash")
    private byte[] previousHash;

    @Column(name = "traded_key")
    private byte[] retryKey;

    @Column(name = "traded_at")
    private Instant rotatedAt;

    private String address;
    private String device;

    // Used by searches only.
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "device_folded")
    private String deviceFolded;

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

    private Session(long userId, String device, String address, Instant now, Instant expiresAt) {
        this.userId = userId;
        this.device = device.codePoints()
                .limit(MAX_DEVICE_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        this.deviceFolded = TextFolding.fold(this.device);
        this.address = Objects.requireNonNull(address);
        this.tokenHash = new byte[HASH_BYTES]; // Matches no token until the first is stored.
        this.createdAt = now;
        this.lastUsedAt = now;
        this.expiresAt = expiresAt;
    }

    /** Creates the session of a sign-in. */
    static Session open(long userId, String device, String address, Settings.Tokens lifetimes, Instant now) {
        return new Session(userId, device, address, now, now.plus(lifetimes.sessionLifetime()));
    }

    /**
     * Checks a refresh token of this session.
     *
     * @param hash of the token
     * @param key hash of the request's idempotency key
     * @param now the current time
     */
    RefreshVerdict evaluate(byte[] hash, Optional<byte[]> key, Instant now) {
        if (MessageDigest.isEqual(tokenHash, hash)) {
            return RefreshVerdict.CURRENT;
        }
        return isRetry(hash, key, now) ? RefreshVerdict.RETRY : RefreshVerdict.REUSED;
    }

    private boolean isRetry(byte[] hash, Optional<byte[]> key, Instant now) {
        return previousHash != null
                && MessageDigest.isEqual(previousHash, hash)
                && retryKey != null
                && key.filter(sent -> MessageDigest.isEqual(retryKey, sent)).isPresent()
                && now.isBefore(rotatedAt.plus(RETRY_WINDOW));
    }

    /**
     * Records that the current refresh token was used, so that the same request can be retried.
     *
     * @param hash of the token
     * @param key hash of the request's idempotency key
     * @param now the current time
     */
    void rotated(byte[] hash, Optional<byte[]> key, Instant now) {
        previousHash = hash.clone();
        retryKey = key.map(byte[]::clone).orElse(null);
        rotatedAt = now;
    }

    /** Makes a refresh token the current one. */
    void issued(byte[] hash, Instant now) {
        tokenHash = hash.clone();
        lastUsedAt = now;
    }

    /** Returns whether the session has neither ended nor expired. */
    boolean isActive(Instant now, Duration idleLifetime) {
        return revokedAt == null && now.isBefore(expiresAt) && now.isBefore(lastUsedAt.plus(idleLifetime));
    }

    /** Returns the lifetime of a refresh token issued now. */
    Duration remainingLifetime(Instant now, Duration idleLifetime) {
        var left = Duration.between(now, expiresAt);
        return left.compareTo(idleLifetime) < 0 ? left : idleLifetime;
    }

    /** Ends the session. */
    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    long id() {
        return id;
    }

    long userId() {
        return userId;
    }

    byte[] tokenHash() {
        return tokenHash.clone();
    }

    String deviceFolded() {
        return deviceFolded;
    }

    String address() {
        return address;
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
