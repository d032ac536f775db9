package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.settings.Settings;
import messaging.user.Caller;
import messaging.user.PasswordChanged;
import messaging.user.User;
import messaging.user.UserService;

/** Signs people in and out and keeps their sessions. */
@Stateless
public class TokenService {
    @Inject
    private UserService users;

    @Inject
    private Sessions sessions;

    @Inject
    private Issuer issuer;

    @Inject
    private TrustedIssuers trusted;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * Signs in (S-API-2).
     *
     * @param credentials user name and password
     * @param device what the client calls itself
     * @return the first pair of a new session
     * @throws NotAuthenticated alike for an unknown name, a wrong password and a deactivated account
     */
    public TokenPair signIn(Credentials credentials, String device) {
        var user = users.authenticate(credentials.username(), credentials.password())
                .orElseThrow(NotAuthenticated::badCredentials);
        var session = Session.open(user, device, settings.tokens(), clock.instant());
        sessions.add(session);
        return pair(session);
    }

    /**
     * Trades the newest refresh token for a new pair (S-API-3). An older token of the family is in the wrong hands, or
     * the newer one is: nobody can tell, so the whole session ends (RFC 9700, section 4.14).
     *
     * @param token the refresh token
     * @return the next pair; empty if the token does not count, with the session ended where it was an older one
     */
    // Not an exception: that would roll the revocation back.
    public Optional<TokenPair> refresh(String token) {
        var session =
                trusted.verifyRefresh(token).flatMap(TokenService::session).flatMap(sessions::lock);
        var now = clock.instant();
        if (session.isEmpty() || !session.get().isAlive(now, settings.tokens().idleLifetime())) {
            return Optional.empty();
        }
        if (!session.get().isNewest(hash(token)) || !session.get().user().isActive()) {
            session.get().revoke(now);
            return Optional.empty();
        }
        return session.map(this::pair);
    }

    /**
     * Signs out: ends the session of a refresh token. A token that does not count ends nothing, and that is no error.
     *
     * @param token any refresh token of the session
     */
    public void signOut(String token) {
        trusted.verifyRefresh(token)
                .flatMap(TokenService::session)
                .flatMap(sessions::lock)
                .ifPresent(session -> session.revoke(clock.instant()));
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
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @param user whose
     * @param except the session that goes on; empty to end all
     */
    public void revokeAll(long user, Optional<Long> except) {
        sessions.revokeAll(user, except, clock.instant());
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

    private TokenPair pair(Session session) {
        var now = clock.instant();
        var user = session.user();
        var refresh = issuer.refresh(
                user, session.id(), session.remaining(now, settings.tokens().idleLifetime()));
        session.issued(hash(refresh), now);
        return new TokenPair(refresh, issuer.access(user, session.id()));
    }

    private static Optional<Long> session(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getLongClaim(Caller.SESSION_CLAIM));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
