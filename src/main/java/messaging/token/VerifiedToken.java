package messaging.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import messaging.settings.SsoIssuer;

/** A token whose signature and claims are valid, with the principal that it last stood for. */
final class VerifiedToken {
    /** By how much the clocks of two servers may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final JWTClaimsSet claims;
    // Null if the application itself issued the token.
    private final SsoIssuer issuer;
    private volatile AccessToken principal;

    VerifiedToken(JWTClaimsSet claims, Optional<SsoIssuer> sso) {
        this.claims = Objects.requireNonNull(claims);
        this.issuer = sso.orElse(null);
    }

    JWTClaimsSet claims() {
        return claims;
    }

    /** Returns the single sign-on issuer; empty if the application itself issued the token. */
    Optional<SsoIssuer> sso() {
        return Optional.ofNullable(issuer);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(claims.getExpirationTime().toInstant().plus(CLOCK_SKEW));
    }

    /**
     * Returns the principal of a request with this token.
     *
     * @param rights what the user may do now
     * @param create creates the principal if the rights have changed since the last request
     */
    AccessToken principal(CurrentRights rights, Supplier<AccessToken> create) {
        var known = principal;
        if (known == null || !known.hasRights(rights)) {
            known = create.get();
            principal = known;
        }
        return known;
    }
}
