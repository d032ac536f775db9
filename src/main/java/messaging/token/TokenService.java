package messaging.token;

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
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.settings.Settings;
import messaging.user.AccountDeactivated;
import messaging.user.AccountDeleted;
import messaging.user.Caller;
import messaging.user.PasswordChanged;
import messaging.user.RightsChanged;
import messaging.user.SignInLimits;
import messaging.user.User;
import messaging.user.UserService;
import messaging.user.Users;

/** Signs people in and out and keeps their sessions. */
@Stateless
public class TokenService {
    private static final Duration KNOWN = Duration.ofDays(30);
    // Ids in one statement.
    private static final int PART = 500;

    @Inject
    private UserService users;

    @Inject
    private Users accounts;

    @Inject
    private Sessions sessions;

    @Inject
    private ExternalIdentities identities;

    @Inject
    private Event<SessionsEnded> ended;

    @Inject
    private Issuer issuer;

    @Inject
    private TrustedIssuers trusted;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * Opens a session for somebody whose password was checked (S-API-2).
     *
     * @param username user name, without regard to case
     * @param checkedHash what the password was checked against
     * @param strongerHash of the same password, if it shall be kept under one
     * @param device what the client calls itself
     * @param address the client's network address
     * @return the first pair; empty if the account is deactivated or its password was changed meanwhile
     */
    public Optional<TokenPair> open(
            String username, String checkedHash, Optional<String> strongerHash, String device, String address) {
        return users.authenticated(username, checkedHash, strongerHash).map(user -> {
            var session = Session.open(user, device, address, settings.tokens(), clock.instant());
            sessions.forget(user.id(), clock.instant().minus(KNOWN));
            sessions.add(session);
            return pair(session);
        });
    }

    /**
     * Whether somebody lately signed in from an address or its neighbourhood.
     *
     * @param username user name, without regard to case
     * @param address a network address
     * @return true if so
     */
    public boolean isKnown(String username, String address) {
        var site = SignInLimits.site(address);
        return sessions.addresses(username, clock.instant().minus(KNOWN)).stream()
                .anyMatch(known -> SignInLimits.site(known).equals(site));
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
        if (worth == Session.Worth.STOLEN || !session.get().user().isActive()) {
            session.get().revoke(now);
            ended.fire(new SessionsEnded());
            return Optional.empty();
        }
        if (worth == Session.Worth.NEWEST) {
            session.get().traded(hash, retryKey, now);
        }
        return session.map(this::pair);
    }

    /**
     * Signs out: ends the session of a refresh token. A token that does not count ends nothing, and that is no error.
     *
     * @param token any refresh token of the session
     */
    public void signOut(String token) {
        session(token, hash(token)).ifPresent(session -> session.revoke(clock.instant()));
        ended.fire(new SessionsEnded());
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
                .filter(session -> session.user().id() == user)
                .filter(session ->
                        session.isAlive(clock.instant(), settings.tokens().idleLifetime()))
                .orElseThrow(() -> new SessionNotFound(id))
                .revoke(clock.instant());
        ended.fire(new SessionsEnded());
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @param user whose
     * @param except the session that goes on; empty to end all
     */
    public void revokeAll(long user, Optional<Long> except) {
        sessions.revokeAll(user, except, clock.instant());
        ended.fire(new SessionsEnded());
    }

    /**
     * What a running session may do now.
     *
     * @param id of the session
     * @return the user's rights; empty if the session has ended or the account is deactivated
     */
    public Optional<Standing> standing(long id) {
        return sessions.find(id)
                .filter(session ->
                        session.isAlive(clock.instant(), settings.tokens().idleLifetime()))
                .map(Session::user)
                .filter(User::isActive)
                .map(user -> new Standing(user.id(), user.isAdmin()));
    }

    /**
     * What somebody who signs in elsewhere may do now.
     *
     * @param account id of the account
     * @return the user's rights; empty if the account is deactivated
     */
    public Optional<Standing> accountStanding(long account) {
        return accounts.find(account).filter(User::isActive).map(user -> new Standing(user.id(), user.isAdmin()));
    }

    /**
     * Which sessions go on.
     *
     * @param ids of sessions
     * @return those that have not ended and whose accounts are active
     */
    public Set<Long> alive(Set<Long> ids) {
        var now = clock.instant();
        return inParts(
                ids,
                part -> sessions.alive(part, now, now.minus(settings.tokens().idleLifetime())));
    }

    /**
     * Which accounts are active.
     *
     * @param ids of accounts
     * @return those that are not deactivated
     */
    public Set<Long> active(Set<Long> ids) {
        return inParts(
                ids, part -> accounts.findActive(part).stream().map(User::id).toList());
    }

    private static Set<Long> inParts(Set<Long> ids, Function<List<Long>, List<Long>> find) {
        var all = List.copyOf(ids);
        var found = new HashSet<Long>();
        for (int i = 0; i < all.size(); i += PART) {
            found.addAll(find.apply(all.subList(i, Math.min(i + PART, all.size()))));
        }
        return found;
    }

    /**
     * The rights of a signed-in user.
     *
     * @param user id of the account
     * @param admin administers the site
     */
    public record Standing(long user, boolean admin) {}

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
     * Ends and forgets all sessions of an account that was deleted, and who it was elsewhere, in the same transaction.
     *
     * @param event the deletion
     */
    public void accountDeleted(@Observes AccountDeleted event) {
        sessions.deleteAll(event.userId());
        identities.deleteAll(event.userId());
        ended.fire(new SessionsEnded());
    }

    /**
     * Lets new rights count at once here, and elsewhere as soon as what is remembered there is too old.
     *
     * @param event the change
     */
    public void rightsChanged(@Observes RightsChanged event) {
        ended.fire(new SessionsEnded());
    }

    /**
     * How some accounts are in use.
     *
     * @param users ids of accounts
     * @return one item for each account that has an open session
     */
    public List<SessionsInUse> inUse(Collection<Long> users) {
        var now = clock.instant();
        return sessions.inUse(users, now, now.minus(settings.tokens().idleLifetime()));
    }

    private TokenPair pair(Session session) {
        var now = clock.instant();
        var user = session.user();
        var refresh = issuer.refresh(
                user, session.id(), session.remaining(now, settings.tokens().idleLifetime()));
        session.issued(hash(refresh), now);
        return new TokenPair(refresh, issuer.access(user, session.id()));
    }

    // The signature says whose token it is. Where its key was taken away since, the hash of a token that was issued
    // says
    // as much: a session outlives the key that it began with.
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
