package messaging.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import messaging.settings.Settings;
import messaging.user.Caller;

/**
 * Judges access tokens: signature and claims once for each token, the state of its session at most every few seconds
 * ({@code REVOCATION_SECONDS}), so that a request costs neither an RSA operation nor a database read.
 */
@ApplicationScoped
class AccessTokens {
    private static final int MAX_CACHED = 20_000;

    @Inject
    private TrustedIssuers issuers;

    @Inject
    private TokenService service;

    @Inject
    private Clock clock;

    private Cache<String, JWTClaimsSet> checked;
    private Cache<Long, Optional<TokenService.Standing>> standings;

    @Inject
    void openCaches(Settings settings) {
        checked = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(settings.tokens().accessLifetime())
                .build();
        standings = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(settings.tokens().revocationDelay())
                .build();
    }

    /**
     * Judges a token.
     *
     * @param token as it came
     * @return the principal; empty if the token doesn't count, its session has ended or its user is deactivated
     */
    Optional<AccessToken> judge(String token) {
        var claims = Optional.ofNullable(
                        checked.get(token, raw -> issuers.verifyAccess(raw).orElse(null)))
                .filter(known -> known.getExpirationTime().after(Date.from(clock.instant())));
        return claims.flatMap(known -> standing(known)
                .filter(standing -> Long.toString(standing.user()).equals(known.getSubject()))
                .map(standing -> new AccessToken(
                        token, known, standing.admin() ? Set.of("user", Caller.ADMIN) : Set.of("user"))));
    }

    private Optional<TokenService.Standing> standing(JWTClaimsSet claims) {
        try {
            var session = claims.getLongClaim(Caller.SESSION_CLAIM);
            return session == null ? Optional.empty() : standings.get(session, service::standing);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Forgets what it knew of a session, so that ending it counts here at once. */
    void forget() {
        standings.invalidateAll();
    }
}
