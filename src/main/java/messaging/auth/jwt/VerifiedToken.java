package messaging.auth.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import messaging.settings.SsoIssuer;

/** A token whose signature and claims are valid. */
public final class VerifiedToken {
    /** By how much the clocks of two servers may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final JWTClaimsSet claims;
    // Null if the application itself issued the token.
    private final SsoIssuer issuer;

    VerifiedToken(JWTClaimsSet claims, Optional<SsoIssuer> sso) {
        this.claims = Objects.requireNonNull(claims);
        this.issuer = sso.orElse(null);
    }

    /** Returns the claims of the token. */
    public JWTClaimsSet claims() {
        return claims;
    }

    /** Returns the single sign-on issuer; empty if the application itself issued the token. */
    public Optional<SsoIssuer> sso() {
        return Optional.ofNullable(issuer);
    }

    /** Returns whether the token has expired, with the clock skew that verification allows. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(claims.getExpirationTime().toInstant().plus(CLOCK_SKEW));
    }
}
