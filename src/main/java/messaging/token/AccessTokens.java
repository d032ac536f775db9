package messaging.token;

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
import messaging.settings.Settings;
import messaging.token.TokenService.Standing;
import messaging.user.AccountSeen;
import messaging.user.Caller;

/**
 * Judges access tokens: signature and claims once a minute for each token, the state of its session or account at most
 * every {@code REVOCATION_SECONDS}, so that a request costs neither an RSA operation nor a database read.
 */
@ApplicationScoped
class AccessTokens {
    private static final int MAX_CACHED = 20_000;
    private static final long MAX_CACHED_CHARACTERS = 32L * 1024 * 1024;
    private static final int TRIES = 3;
    // An issuer that takes a key away is heard after this long at the latest.
    private static final Duration CHECKED_FOR = Duration.ofMinutes(1);
    private static final String USER = "user";

    @Inject
    private TrustedIssuers issuers;

    @Inject
    private TokenService service;

    @Inject
    private SsoService sso;

    @Inject
    private Event<AccountSeen> seen;

    @Inject
    private Clock clock;

    private Cache<String, CheckedToken> checked;
    private Cache<Subject, Optional<Standing>> standings;
    private Cache<Identity, Long> accounts;

    /** What a token's standing hangs on: a session, or the account itself for tokens issued elsewhere. */
    private record Subject(boolean session, long id) {}

    private record Identity(String issuer, String subject) {}

    @Inject
    void openCaches(Settings settings) {
        checked = Caffeine.newBuilder()
                .maximumWeight(MAX_CACHED_CHARACTERS)
                .weigher((String token, CheckedToken known) -> token.length())
                .expireAfterWrite(CHECKED_FOR)
                .build();
        accounts = cache(CHECKED_FOR);
        standings = cache(settings.tokens().revocationDelay());
    }

    private static <K, V> Cache<K, V> cache(Duration life) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(life)
                .build();
    }

    /**
     * Judges a token.
     *
     * @param token as it came
     * @return the principal; empty if the token doesn't count, its session has ended or its user is deactivated
     */
    Optional<AccessToken> judge(String token) {
        return check(token)
                .filter(known -> !known.isExpired(clock.instant()))
                .flatMap(known -> known.sso().isPresent() ? external(token, known) : own(token, known));
    }

    // Not the cache's own loading: that would let tokens wait for each other while the keys of an issuer are fetched.
    private Optional<CheckedToken> check(String token) {
        var known = Optional.ofNullable(checked.getIfPresent(token));
        if (known.isPresent()) {
            return known;
        }
        var fresh = issuers.verifyAccess(token);
        fresh.ifPresent(good -> checked.put(token, good));
        return fresh;
    }

    private Optional<AccessToken> own(String token, CheckedToken known) {
        try {
            var session = known.claims().getLongClaim(Caller.SESSION_CLAIM);
            return Optional.ofNullable(session)
                    .flatMap(id -> standings.get(new Subject(true, id), subject -> seen(service.standing(id))))
                    .filter(standing ->
                            Long.toString(standing.user()).equals(known.claims().getSubject()))
                    .map(standing -> principal(token, known, standing, Set.of()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Optional<AccessToken> external(String token, CheckedToken known) {
        var person = new Claims(known.claims(), known.sso().orElseThrow());
        var identity = new Identity(person.issuer().issuer(), known.claims().getSubject());
        var account = accounts.get(identity, first -> account(person));
        return standings
                .get(new Subject(false, account), subject -> seen(service.accountStanding(account)))
                .map(standing -> principal(token, known, standing, person.roles()));
    }

    private Optional<Standing> seen(Optional<Standing> standing) {
        standing.ifPresent(known -> seen.fire(new AccountSeen(known.user())));
        return standing;
    }

    // Requests at first sight race for the account and for its name; who loses finds the one made or takes another
    // name.
    private long account(Claims person) {
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

    private static AccessToken principal(String token, CheckedToken known, Standing standing, Set<String> roles) {
        var groups = new HashSet<>(roles);
        groups.add(USER);
        if (standing.admin()) {
            groups.add(Caller.ADMIN);
        }
        return new AccessToken(token, known, standing.user(), groups, roles);
    }

    /**
     * Accepts an own token whose session and account are not in the database; see {@link RehearsedSignIns}.
     *
     * @param token as it would come
     */
    void admit(String token) {
        check(token).filter(known -> known.sso().isEmpty()).ifPresent(known -> {
            try {
                var session = known.claims().getLongClaim(Caller.SESSION_CLAIM);
                var user = Long.parseLong(known.claims().getSubject());
                standings.put(new Subject(true, session), Optional.of(new Standing(user, false)));
            } catch (ParseException e) {
                throw new IllegalArgumentException("The token names no session", e);
            }
        });
    }

    /**
     * Forgets what it knew of sessions, so that ending one counts on this replica at once.
     *
     * @param event after the transaction that ended them
     */
    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) SessionsEnded event) {
        standings.invalidateAll();
    }
}
