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
 * Verifies access tokens: signature and claims once per minute for each token, the state of its session or account at most
 * every {@code REVOCATION_SECONDS}, so that requests need neither an RSA operation nor a database query. Only verified tokens
 * are cached, and the complete token is the key: a token with another signature never matches.
 */
@ApplicationScoped
class AccessTokenVerifier {
    private static final int MAX_CACHE_ENTRIES = 20_000;
    private static final long MAX_CACHED_CHARACTERS = 32L * 1024 * 1024;
    private static final int MAX_ATTEMPTS = 3;
    // The maximum time for which a key is trusted after its issuer has withdrawn it.
    private static final Duration VERIFIED_TTL = Duration.ofMinutes(1);
    private static final String USER = "user";

    private TrustedIssuers issuers;
    private CurrentRightsQueries currentRights;
    private SsoService sso;
    private Event<AccountSeen> accountSeen;
    private Clock clock;
    private Cache<String, CachedToken> tokens;
    private Cache<RightsKey, Optional<CurrentRights>> rights;
    private Cache<Identity, Long> accounts;

    /** A session, or the account itself for tokens of single sign-on issuers. */
    private record RightsKey(boolean isSession, long id) {}

    private record Identity(String issuer, String subject) {}

    /** For CDI's proxy. */
    protected AccessTokenVerifier() {}

    @Inject
    AccessTokenVerifier(
            TrustedIssuers issuers,
            CurrentRightsQueries currentRights,
            SsoService sso,
            Event<AccountSeen> accountSeen,
            Settings settings,
            Clock clock) {
        this.issuers = issuers;
        this.currentRights = currentRights;
        this.sso = sso;
        this.accountSeen = accountSeen;
        this.clock = clock;
        tokens = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHED_CHARACTERS)
                .weigher((String token, CachedToken cached) -> token.length())
                .expireAfterWrite(VERIFIED_TTL)
                .build();
        accounts = cache(VERIFIED_TTL);
        rights = cache(settings.tokens().revocationDelay());
    }

    private static <K, V> Cache<K, V> cache(Duration ttl) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_CACHE_ENTRIES)
                .expireAfterWrite(ttl)
                .build();
    }

    /**
     * Verifies a token.
     *
     * @param token as the client sent it
     * @return the principal; empty if the token is not valid, its session has ended or its user is deactivated
     */
    Optional<AccessToken> authenticate(String token) {
        var cached = verify(token);
        if (cached.isEmpty() || cached.get().token().isExpired(clock.instant())) {
            return Optional.empty();
        }
        return cached.get().token().sso().isPresent()
                ? authenticateExternal(token, cached.get())
                : authenticateOwn(token, cached.get());
    }

    // Not a loading cache: that would make tokens wait for each other while the keys of an issuer are fetched.
    private Optional<CachedToken> verify(String token) {
        var cached = tokens.getIfPresent(token);
        if (cached != null) {
            return Optional.of(cached);
        }
        var verified = issuers.verifyAccessToken(token).map(CachedToken::new);
        verified.ifPresent(valid -> tokens.put(token, valid));
        return verified;
    }

    private Optional<AccessToken> authenticateOwn(String token, CachedToken cached) {
        return sessionId(cached.token())
                .flatMap(id -> rights.get(new RightsKey(true, id), key -> reportSeen(currentRights.findBySession(id))))
                .filter(current -> Long.toString(current.user())
                        .equals(cached.token().claims().getSubject()))
                .map(current -> cached.principal(current, () -> principal(token, cached.token(), current, Set.of())));
    }

    private static Optional<Long> sessionId(VerifiedToken token) {
        try {
            return Optional.ofNullable(token.claims().getLongClaim(Caller.SESSION_CLAIM));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<AccessToken> authenticateExternal(String token, CachedToken cached) {
        var verified = cached.token();
        var claims = new SsoClaims(verified.claims(), verified.sso().orElseThrow());
        var identity = new Identity(claims.issuer().issuer(), verified.claims().getSubject());
        var account = accounts.get(identity, missing -> findAccount(claims));
        return rights.get(new RightsKey(false, account), key -> reportSeen(currentRights.findByAccount(account)))
                .map(current -> cached.principal(current, () -> principal(token, verified, current, claims.roles())));
    }

    private Optional<CurrentRights> reportSeen(Optional<CurrentRights> current) {
        current.ifPresent(known -> accountSeen.fire(new AccountSeen(known.user())));
        return current;
    }

    // Simultaneous first requests of a user compete to register the account and its username. After a failure, the
    // account
    // exists, or another username is chosen.
    private long findAccount(SsoClaims claims) {
        for (int attempt = 1; ; attempt++) {
            try {
                return sso.findOrRegister(claims);
            } catch (RuntimeException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static AccessToken principal(String raw, VerifiedToken token, CurrentRights current, Set<String> roles) {
        var groups = new HashSet<>(roles);
        groups.add(USER);
        if (current.isAdmin()) {
            groups.add(Caller.ADMIN);
        }
        return new AccessToken(raw, token, current, groups, roles);
    }

    /**
     * Accepts a token of this server whose session and account are not in the database; see {@link WarmUpTokens}.
     *
     * @param token as a client would send it
     */
    void accept(String token) {
        verify(token)
                .map(CachedToken::token)
                .filter(verified -> verified.sso().isEmpty())
                .ifPresent(verified -> {
                    var session = sessionId(verified)
                            .orElseThrow(() -> new IllegalArgumentException("The token has no session"));
                    var user = Long.parseLong(verified.claims().getSubject());
                    rights.put(new RightsKey(true, session), Optional.of(new CurrentRights(user, false)));
                });
    }

    /**
     * Removes the cached rights of an account, so that changes take effect on this replica at once.
     *
     * @param event fired in a transaction that has committed
     */
    void clearRights(@Observes(during = TransactionPhase.AFTER_SUCCESS) RightsInvalidated event) {
        // Entries without rights are removed too, because their account is unknown.
        rights.asMap()
                .values()
                .removeIf(current -> current.map(CurrentRights::user)
                        .filter(user -> user != event.userId())
                        .isEmpty());
    }

    /** Removes the cached rights of all accounts. */
    void clearRights() {
        rights.invalidateAll();
    }
}
