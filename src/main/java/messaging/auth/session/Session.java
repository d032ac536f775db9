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
 * One sign-in on one device: a family of refresh tokens of which only the newest is good (S-AUTH-2). Only its hash is
 * kept.
 */
@Entity
@Table(name = "sessions")
public class Session {
    private static final int MAX_DEVICE = 255;
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
    private byte[] tradedHash;

    @Column(name = "traded_key")
    private byte[] tradedKey;

    @Column(name = "traded_at")
    private Instant tradedAt;

    private String address;
    private String device;

    // Compared by searches only, so not read with the session.
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
                .limit(MAX_DEVICE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        this.deviceFolded = TextFolding.fold(this.device);
        this.address = Objects.requireNonNull(address);
        this.tokenHash = new byte[HASH_BYTES]; // Matches no token until one is issued.
        this.createdAt = now;
        this.lastUsedAt = now;
        this.expiresAt = expiresAt;
    }

    /** Returns the session of a new sign-in. */
    static Session open(long userId, String device, String address, Settings.Tokens lifetimes, Instant now) {
        return new Session(userId, device, address, now, now.plus(lifetimes.sessionLifetime()));
    }

    /** What a refresh token of this session is worth. */
    enum Worth {
        /** The newest one: good for the next pair. */
        NEWEST,
        /** Traded in before, in a call that is now repeated: its answer was lost. */
        REPEATED,
        /** Traded in before: somebody else has it, or had it. */
        STOLEN
    }

    /**
     * Judges a refresh token of this session.
     *
     * @param hash of the token
     * @param retryKey hash of the call's idempotency key
     * @param now when
     */
    Worth judge(byte[] hash, Optional<byte[]> retryKey, Instant now) {
        if (MessageDigest.isEqual(tokenHash, hash)) {
            return Worth.NEWEST;
        }
        var repeated = tradedHash != null
                && MessageDigest.isEqual(tradedHash, hash)
                && tradedKey != null
                && retryKey.filter(key -> MessageDigest.isEqual(tradedKey, key)).isPresent()
                && now.isBefore(tradedAt.plus(RETRY_WINDOW));
        return repeated ? Worth.REPEATED : Worth.STOLEN;
    }

    /** Remembers which token was traded in, so that the same call can be repeated. */
    void traded(byte[] hash, Optional<byte[]> retryKey, Instant now) {
        tradedHash = hash.clone();
        tradedKey = retryKey.map(byte[]::clone).orElse(null);
        tradedAt = now;
    }

    /** Makes a refresh token the only good one. */
    void issued(byte[] hash, Instant now) {
        tokenHash = hash.clone();
        lastUsedAt = now;
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
