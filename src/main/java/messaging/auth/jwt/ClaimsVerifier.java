package messaging.auth.jwt;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.util.DateUtils;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** Verifies issuer, audience, required claims and times against an injected clock. */
final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    ClaimsVerifier(String issuer, String audience, Set<String> required, Clock clock) {
        super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), required);
        this.clock = clock;
        setMaxClockSkew(Math.toIntExact(VerifiedToken.CLOCK_SKEW.toSeconds()));
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
        super.verify(claims, context);
        // The library accepts null for a required claim.
        for (var name : getRequiredClaims()) {
            if (claims.getClaim(name) == null) {
                throw new BadJWTException(name + " is null");
            }
        }
        if (!DateUtils.isBefore(claims.getIssueTime(), currentTime(), getMaxClockSkew())) {
            throw new BadJWTException("Issued in the future");
        }
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
