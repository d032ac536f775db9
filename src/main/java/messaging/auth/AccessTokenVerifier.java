package messaging.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import messaging.auth.jwt.TrustedIssuers;
import messaging.auth.jwt.VerifiedToken;
import messaging.auth.session.CurrentRights;
import messaging.auth.session.CurrentRightsQueries;
import messaging.auth.session.RightsInvalidated;
import messaging.auth.sso.SsoClaims;
import messaging.auth.sso.SsoService;
import messaging.settings.Settings;
import messaging.user.AccountSeen;
import messaging.user.Caller;

/**
 * Checks access tokens: signature and claims once a minute for each token, the state of its session or account at most
 * every {@code REVOCATION_SECONDS}, so that a request costs neither an RSA operation nor a database read. Only verified
 * tokens are cached, under all their characters: a token with any other signature is another key.
 */
@ApplicationScoped
class AccessTokenVerifier {
    private static final int MAX_CACHED = 20_000;
    private static final long MAX_CACHED_CHARACTERS = 32L * 1024 * 1024;
    private static final int TRIES = 3;
    // A key that an issuer withdraws is trusted no longer than this.
    private static final Duration VERIFIED_TTL = Duration.ofMinutes(1);
    private static final String USER = "user";

    @Inject
    private TrustedIssuers issuers;

    @Inject
    private CurrentRightsQueries currentRights;

    @Inject
    private SsoService sso;

    @Inject
    private Event<AccountSeen> seen;

    @Inject
    private Clock clock;

    private Cache<String, CachedToken> verified;
    private Cache<Subject, Optional<CurrentRights>> rights;
    private Cache<Identity, Long> accounts;

    /** Whose rights count: a session's, or the account's itself for tokens issued elsewhere. */
    private record Subject(boolean isSession, long id) {}

    private record Identity(String issuer, String subject) {}

    @Inject
    void openCaches(Settings settings) {
        verified = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHED_CHARACTERS)
                .weigher((String token, CachedToken known) -> token.length())
                .expireAfterWrite(VERIFIED_TTL)
                .build();
        accounts = cache(VERIFIED_TTL);
        rights = cache(settings.tokens().revocationDelay());
    }

    private static <K, V> Cache<K, V> cache(Duration ttl) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(ttl)
                .build();
    }

    /**
     * Checks a token.
     *
     * @param token as the client sent it
     * @return the principal; empty if the token is not valid, its session has ended or its user is deactivated
     */
    Optional<AccessToken> authenticate(String token) {
        var known = verify(token);
        if (known.isEmpty() || known.get().token().isExpired(clock.instant())) {
            return Optional.empty();
        }
        return known.get().token().sso().isPresent() ? external(token, known.get()) : own(token, known.get());
    }

    // Not the cache's own loading: that would let tokens wait for each other while the keys of an issuer are fetched.
    private Optional<CachedToken> verify(String token) {
        var known = verified.getIfPresent(token);
        if (known != null) {
            return Optional.of(known);
        }
        var fresh = issuers.verifyAccess(token).map(CachedToken::new);
        fresh.ifPresent(valid -> verified.put(token, valid));
        return fresh;
    }

    private Optional<AccessToken> own(String token, CachedToken known) {
        return session(known.token())
                .flatMap(id -> rights.get(new Subject(true, id), subject -> seen(currentRights.findBySession(id))))
                .filter(current -> Long.toString(current.user())
                        .equals(known.token().claims().getSubject()))
                .map(current -> known.principal(current, () -> principal(token, known.token(), current, Set.of())));
    }

    private static Optional<Long> session(VerifiedToken token) {
        try {
            return Optional.ofNullable(token.claims().getLongClaim(Caller.SESSION_CLAIM));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<AccessToken> external(String token, CachedToken known) {
        var person = new SsoClaims(known.token().claims(), known.token().sso().orElseThrow());
        var identity =
                new Identity(person.issuer().issuer(), known.token().claims().getSubject());
        var account = accounts.get(identity, first -> account(person));
        return rights.get(new Subject(false, account), subject -> seen(currentRights.findByAccount(account)))
                .map(current ->
                        known.principal(current, () -> principal(token, known.token(), current, person.roles())));
    }

    private Optional<CurrentRights> seen(Optional<CurrentRights> current) {
        current.ifPresent(known -> seen.fire(new AccountSeen(known.user())));
        return current;
    }

    // The first requests of a user compete for the account and for its name; the one that loses finds the account or
    // takes another name.
    private long account(SsoClaims person) {
        for (int tried = 1; ; tried++) {
            try {
                return sso.account(person);
            } catch (RuntimeException lost) {
                if (tried == TRIES) {
                    throw lost;
                }
            }
        }
    }

    private static AccessToken principal(String token, VerifiedToken known, CurrentRights current, Set<String> roles) {
        var groups = new HashSet<>(roles);
        groups.add(USER);
        if (current.isAdmin()) {
            groups.add(Caller.ADMIN);
        }
        return new AccessToken(token, known, current, groups, roles);
    }

    /**
     * Accepts an own token whose session and account are not in the database; see {@link WarmUpTokens}.
     *
     * @param token as a client would send it
     */
    void accept(String token) {
        verify(token)
                .map(CachedToken::token)
                .filter(known -> known.sso().isEmpty())
                .ifPresent(known -> {
                    var session = session(known)
                            .orElseThrow(() -> new IllegalArgumentException("The token names no session"));
                    var user = Long.parseLong(known.claims().getSubject());
                    rights.put(new Subject(true, session), Optional.of(new CurrentRights(user, false)));
                });
    }

    /**
     * Drops the cached rights of an account, so that the end of a session takes effect on this replica at once.
     *
     * @param event after the transaction that ended sessions
     */
    void clearRights(@Observes(during = TransactionPhase.AFTER_SUCCESS) RightsInvalidated event) {
        // No rights may be those of the account too.
        rights.asMap()
                .values()
                .removeIf(current -> current.map(CurrentRights::user)
                        .filter(user -> user != event.userId())
                        .isEmpty());
    }

    /** Drops the cached rights of all accounts. */
    void clearRights() {
        rights.invalidateAll();
    }
}
