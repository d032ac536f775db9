package messaging.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer whose tokens count, with the keys, the audience and the kind of token that belong to it alone: its keys say
 * nothing about the tokens of another issuer.
 */
final class TrustedIssuer {
    private static final int MAX_CLOCK_SKEW_SECONDS = 30;
    private static final Set<String> REQUIRED = Set.of("sub", "exp", "iat", "jti");

    private final String issuer;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TrustedIssuer(String issuer, JWKSource<SecurityContext> keys, String audience, TokenKind kind, Clock clock) {
        this.issuer = Objects.requireNonNull(issuer);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(kind.type()));
        // The algorithm is fixed here, never taken from the token, and unsigned tokens have no selector at all.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        var verifier = new ClaimsVerifier(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), clock);
        verifier.setMaxClockSkew(MAX_CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(verifier);
    }

    String issuer() {
        return issuer;
    }

    /**
     * Checks signature, kind, issuer, audience and times.
     *
     * @param token parsed, of this issuer as it claims
     * @return its claims; empty if anything is wrong
     */
    Optional<JWTClaimsSet> verify(SignedJWT token) {
        try {
            return Optional.of(processor.process(token, null));
        } catch (BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsVerifier(String audience, JWTClaimsSet exact, Clock clock) {
            super(audience, exact, REQUIRED);
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
