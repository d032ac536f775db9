package messaging.auth.session;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import messaging.auth.jwt.TokenIssuer;
import messaging.auth.jwt.TrustedIssuers;
import messaging.settings.Settings;
import messaging.throttle.RateLimiter.Attempt;
import messaging.user.AccountClaims;
import messaging.user.Caller;
import messaging.user.UserService;
import messaging.user.Users;

/** Opens sessions, refreshes their tokens, and signs out. */
@Stateless
public class TokenService {
    private UserService users;
    private Users accounts;
    private Sessions sessions;
    private SignInCandidates candidates;
    private Event<RightsInvalidated> rightsInvalidated;
    private TokenIssuer issuer;
    private TrustedIssuers trusted;
    private Settings settings;
    private Clock clock;

    /** For the container, which requires a public constructor. */
    public TokenService() {}

    @Inject
    TokenService(
            UserService users,
            Users accounts,
            Sessions sessions,
            SignInCandidates candidates,
            Event<RightsInvalidated> rightsInvalidated,
            TokenIssuer issuer,
            TrustedIssuers trusted,
            Settings settings,
            Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
        this.candidates = candidates;
        this.rightsInvalidated = rightsInvalidated;
        this.issuer = issuer;
        this.trusted = trusted;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Opens a session for a user whose password was checked, without a rate-limited attempt.
     *
     * @param username in any case
     * @param checkedHash the hash against which the password was checked
     * @param strongerHash of the same password, to be stored instead; usually empty
     * @param device name of the client
     * @param address the client's network address
     * @return the first pair; empty if the account has been deactivated or its password changed since the check
     */
    public Optional<TokenPair> open(
            String username, String checkedHash, Optional<String> strongerHash, String device, String address) {
        return candidates
                .find(username)
                .account()
                .filter(account -> account.passwordHash().equals(checkedHash))
                .flatMap(account -> open(account, strongerHash, device, address, Attempt.unlimited()));
    }

    /**
     * Opens a session for a user whose password was checked (S-API-2).
     *
     * @param account the account as it was when the password was checked
     * @param strongerHash of the same password, to be stored instead; usually empty
     * @param device name of the client
     * @param address the client's network address
     * @param attempt the attempt that the sign-in acquired; refunded in the same transaction
     * @return the first pair; empty if the account has been deactivated or its password changed since the check
     */
    public Optional<TokenPair> open(
            SignInAccount account, Optional<String> strongerHash, String device, String address, Attempt attempt) {
        var user = account.claims();
        var hash = strongerHash
                .filter(stronger -> users.strengthenHash(user.id(), account.passwordHash(), stronger))
                .orElse(account.passwordHash());
        var session = Session.open(user.id(), device, address, settings.tokens(), clock.instant());
        return sessions.add(session, hash).map(id -> {
            if (account.hasExpiredSessions()) {
                sessions.deleteEnded(user.id(), clock.instant().minus(Sessions.RETENTION));
            }
            var pair = issuePair(user, id, session);
            sessions.issueFirst(id, hash(pair.refresh()));
            attempt.refund();
            return pair;
        });
    }

    /**
     * Exchanges the current refresh token of a session for a new pair (S-API-3). The reuse of an older token revokes the
     * session, because either token may be in an attacker's hands (RFC 9700, section 4.14). A retry of the latest request,
     * recognized by its idempotency key, is not a reuse: its pair replaces the lost one.
     *
     * @param token the refresh token
     * @param idempotencyKey of the request
     * @return the new pair; empty if the token is not valid, or was reused and its session is now revoked
     */
    // Returns an empty result: an exception would roll the revocation back.
    public Optional<TokenPair> refresh(String token, Optional<String> idempotencyKey) {
        var hash = hash(token);
        var now = clock.instant();
        var found = findSession(token, hash)
                .filter(session -> session.isActive(now, settings.tokens().idleLifetime()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var session = found.get();
        var retryKey = idempotencyKey.filter(key -> !key.isBlank()).map(TokenService::hash);
        var verdict = session.evaluate(hash, retryKey, now);
        var account = accounts.activeClaims(session.userId());
        if (verdict == RefreshVerdict.REUSED || account.isEmpty()) {
            session.revoke(now);
            rightsInvalidated.fire(new RightsInvalidated(session.userId()));
            return Optional.empty();
        }
        if (verdict == RefreshVerdict.CURRENT) {
            session.rotated(hash, retryKey, now);
        }
        var pair = issuePair(account.get(), session.id(), session);
        session.issued(hash(pair.refresh()), now);
        return Optional.of(pair);
    }

    /**
     * Ends the session of a refresh token. Ignores a token that is not valid.
     *
     * @param token any refresh token of the session
     */
    public void signOut(String token) {
        findSession(token, hash(token)).ifPresent(session -> {
            session.revoke(clock.instant());
            rightsInvalidated.fire(new RightsInvalidated(session.userId()));
        });
    }

    private TokenPair issuePair(AccountClaims account, long id, Session session) {
        var lifetime =
                session.remainingLifetime(clock.instant(), settings.tokens().idleLifetime());
        return new TokenPair(
                issuer.issueRefreshToken(account.id(), id, lifetime), issuer.issueAccessToken(account, id));
    }

    // A session outlives the key that signed its tokens. If that key has been removed, the stored hash proves that the
    // token is genuine.
    private Optional<Session> findSession(String token, byte[] hash) {
        return trusted.verifyRefreshToken(token)
                .or(() -> trusted.parseUnverified(token)
                        .filter(claims -> sessionId(claims)
                                .filter(id -> sessions.isIssued(id, hash))
                                .isPresent()))
                .flatMap(TokenService::sessionId)
                .flatMap(sessions::lock);
    }

    private static Optional<Long> sessionId(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getLongClaim(Caller.SESSION_CLAIM));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
