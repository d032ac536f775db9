package messaging.auth.session;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import messaging.auth.jwt.TokenIssuer;
import messaging.auth.jwt.TrustedIssuers;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.settings.Settings;
import messaging.throttle.Throttle.Attempt;
import messaging.user.AccountClaims;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeleted;
import messaging.user.Caller;
import messaging.user.PasswordChanged;
import messaging.user.RightsChanged;
import messaging.user.UserService;
import messaging.user.Users;

/** Signs people in and out and keeps their sessions. */
@Stateless
public class TokenService {
    @Inject
    private UserService users;

    @Inject
    private Users accounts;

    @Inject
    private Sessions sessions;

    @Inject
    private SignInCandidates candidates;

    @Inject
    private Event<RightsInvalidated> ended;

    @Inject
    private TokenIssuer issuer;

    @Inject
    private TrustedIssuers trusted;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * Opens a session for a user whose password was checked, without an attempt that a limit counts.
     *
     * @param username regardless of case
     * @param checkedHash the hash against which the password was checked
     * @param strongerHash of the same password, if it is to be stored under one
     * @param device what the client calls itself
     * @param address the client's network address
     * @return the first pair; empty if the account is deactivated or its password was changed meanwhile
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
     * @param strongerHash of the same password, if it is to be stored under one
     * @param device what the client calls itself
     * @param address the client's network address
     * @param attempt the attempt that the sign-in has taken; refunded in the same transaction
     * @return the first pair; empty if the account is deactivated or its password was changed meanwhile
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
            var pair = pair(user, id, session);
            sessions.issueFirst(id, hash(pair.refresh()));
            attempt.refund();
            return pair;
        });
    }

    /**
     * Trades the newest refresh token for a new pair (S-API-3). An older token of the family is in the wrong hands, or
     * the newer one is: nobody can tell, so the whole session ends (RFC 9700, section 4.14). The exception is a call
     * that repeats the last one, which its idempotency key tells: its pair takes the place of the lost one.
     *
     * @param token the refresh token
     * @param idempotencyKey of the call
     * @return the next pair; empty if the token does not count, with the session ended where it was an older one
     */
    // Not an exception: that would roll the revocation back.
    public Optional<TokenPair> refresh(String token, Optional<String> idempotencyKey) {
        var hash = hash(token);
        var session = session(token, hash);
        var now = clock.instant();
        if (session.isEmpty() || !session.get().isAlive(now, settings.tokens().idleLifetime())) {
            return Optional.empty();
        }
        var retryKey = idempotencyKey.filter(key -> !key.isBlank()).map(TokenService::hash);
        var worth = session.get().judge(hash, retryKey, now);
        var account = accounts.activeClaims(session.get().userId());
        if (worth == Session.Worth.STOLEN || account.isEmpty()) {
            session.get().revoke(now);
            ended.fire(new RightsInvalidated(session.get().userId()));
            return Optional.empty();
        }
        if (worth == Session.Worth.NEWEST) {
            session.get().traded(hash, retryKey, now);
        }
        var pair = pair(account.get(), session.get().id(), session.get());
        session.get().issued(hash(pair.refresh()), now);
        return Optional.of(pair);
    }

    /**
     * Signs out: ends the session of a refresh token. A token that does not count ends nothing, and that is no error.
     *
     * @param token any refresh token of the session
     */
    public void signOut(String token) {
        session(token, hash(token)).ifPresent(session -> {
            session.revoke(clock.instant());
            ended.fire(new RightsInvalidated(session.userId()));
        });
    }

    /**
     * The sessions of a user that may go on.
     *
     * @param user whose
     * @param current the session that asks
     * @param page which part
     * @return the part
     */
    public Slice<SessionView> list(long user, Optional<Long> current, PageQuery page) {
        var now = clock.instant();
        return sessions.page(user, page, now, now.minus(settings.tokens().idleLifetime()))
                .map(session -> SessionView.of(session, current.orElse(0L)));
    }

    /**
     * Ends one session.
     *
     * @param user whose
     * @param id of the session
     * @throws SessionNotFound if the user has no such session
     */
    public void revoke(long user, long id) {
        sessions.lock(id)
                .filter(session -> session.userId() == user)
                .filter(session ->
                        session.isAlive(clock.instant(), settings.tokens().idleLifetime()))
                .orElseThrow(() -> new SessionNotFound(id))
                .revoke(clock.instant());
        ended.fire(new RightsInvalidated(user));
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @param user whose
     * @param except the session that goes on; empty to end all
     */
    public void revokeAll(long user, Optional<Long> except) {
        sessions.revokeAll(user, except, clock.instant());
        ended.fire(new RightsInvalidated(user));
    }

    /**
     * Ends the other sessions of a user whose password was changed, in the same transaction.
     *
     * @param event the change
     */
    public void passwordChanged(@Observes PasswordChanged event) {
        revokeAll(event.userId(), event.sessionKept());
    }

    /**
     * Ends all sessions of an account that was deactivated, in the same transaction.
     *
     * @param event the deactivation
     */
    public void accountDeactivated(@Observes AccountDeactivated event) {
        revokeAll(event.userId(), Optional.empty());
    }

    /**
     * Deletes all sessions of an account that was deleted, in the same transaction.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        sessions.deleteAll(event.userId());
        ended.fire(new RightsInvalidated(event.userId()));
    }

    /**
     * Lets new rights count at once here, and elsewhere as soon as what is remembered there is too old.
     *
     * @param event the change
     */
    public void rightsChanged(@Observes RightsChanged event) {
        ended.fire(new RightsInvalidated(event.userId()));
    }

    private TokenPair pair(AccountClaims account, long id, Session session) {
        var lifetime = session.remaining(clock.instant(), settings.tokens().idleLifetime());
        return new TokenPair(issuer.refresh(account.id(), id, lifetime), issuer.access(account, id));
    }

    // The signature says whose token it is. Where its key was taken away since, the hash of a token that was issued
    // says as much: a session outlives the key that it began with.
    private Optional<Session> session(String token, byte[] hash) {
        return trusted.verifyRefresh(token)
                .or(() -> trusted.claimed(token)
                        .filter(claims -> session(claims)
                                .filter(id -> sessions.isIssued(id, hash))
                                .isPresent()))
                .flatMap(TokenService::session)
                .flatMap(sessions::lock);
    }

    private static Optional<Long> session(JWTClaimsSet claims) {
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
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
