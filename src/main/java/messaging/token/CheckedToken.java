package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import messaging.settings.SsoIssuer;

/**
 * A token whose signature and claims are good.
 *
 * @param claims what it says
 * @param sso who issued it; empty for the application itself
 */
record CheckedToken(JWTClaimsSet claims, Optional<SsoIssuer> sso) {
    /** By how much the clocks of two servers may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    boolean isExpired(Instant now) {
        return !now.isBefore(claims.getExpirationTime().toInstant().plus(CLOCK_SKEW));
    }
}
