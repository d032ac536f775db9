package messaging.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import messaging.oidc.ProviderDiscovery;
import messaging.settings.SsoIssuer;

/** An issuer whose tokens are accepted, with its own keys, audience and token type. Its keys verify only its own tokens. */
final class TrustedIssuer {
    // The size of the column.
    private static final int MAX_SUBJECT_BYTES = 255;
    private static final Set<JWSAlgorithm> ASYMMETRIC = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    // The alternative form of an access token's type (RFC 9068, section 4).
    private static final JOSEObjectType LONG_ACCESS_TYPE = new JOSEObjectType("application/at+jwt");
    // Keycloak states the type of other tokens in the payload.
    private static final Set<String> OTHER_TYPES = Set.of("ID", "Refresh", "Offline", "Logout");

    private final String issuer;
    // Null for the application itself.
    private final SsoIssuer sso;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final RejectionLog rejections;

    private TrustedIssuer(String issuer, SsoIssuer sso, Clock clock) {
        this.issuer = issuer;
        this.sso = sso;
        rejections = new RejectionLog(clock);
    }

    /**
     * Returns the application itself as an issuer.
     *
     * @param issuer its {@code iss}
     * @param keys its public keys
     * @param audience of the tokens
     * @param type of the tokens
     * @param clock the current time
     */
    static TrustedIssuer own(
            String issuer, JWKSource<SecurityContext> keys, String audience, TokenType type, Clock clock) {
        var own = new TrustedIssuer(issuer, null, clock);
        own.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type.type()));
        // The algorithm is fixed, never taken from the token, and no selector is set for unsigned tokens.
        own.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        own.processor.setJWTClaimsSetVerifier(
                new ClaimsVerifier(issuer, audience, Set.of("sub", "exp", "iat", "jti"), clock));
        return own;
    }

    /**
     * Returns a single sign-on issuer.
     *
     * @param sso its configuration
     * @param discovery finds the URL of its keys
     * @param clock the current time
     */
    static TrustedIssuer sso(SsoIssuer sso, ProviderDiscovery discovery, Clock clock) {
        var trusted = new TrustedIssuer(sso.issuer(), sso, clock);
        trusted.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, TokenType.ACCESS.type(), LONG_ACCESS_TYPE, null));
        trusted.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ASYMMETRIC, new SsoKeys(sso, discovery)));
        trusted.processor.setJWTClaimsSetVerifier(
                new ClaimsVerifier(sso.issuer(), sso.audience(), Set.of("sub", "exp", "iat"), clock));
        return trusted;
    }

    String issuer() {
        return issuer;
    }

    /** Returns the configuration of a single sign-on issuer; empty for the application itself. */
    Optional<SsoIssuer> sso() {
        return Optional.ofNullable(sso);
    }

    /**
     * Verifies signature, type, issuer, audience and times of a token.
     *
     * @param token a token that names this issuer
     * @return its claims; empty if the token is not valid
     * @throws IssuerUnavailable if too many requests already wait for the issuer's keys
     */
    Optional<JWTClaimsSet> verify(SignedJWT token) {
        try {
            return Optional.of(processor.process(token, null))
                    .filter(claims -> isValidSubject(claims.getSubject()))
                    .filter(this::isAccessToken);
        } catch (ExpiredJWTException e) {
            return Optional.empty();
        } catch (BadJWTException e) {
            // The signature is valid, so the issuer created the token: a setting here or at the issuer is wrong.
            logRejection(e.getMessage() + "; its audience is " + audience(token));
            return Optional.empty();
        } catch (BadJOSEException | RateLimitReachedException e) {
            return Optional.empty();
        } catch (JOSEException e) {
            rejections.log("Cannot use the keys of issuer \"" + issuer + "\": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void logRejection(String reason) {
        sso().ifPresent(trusted -> rejections.log(
                "issuer \"" + issuer + "\", expected audience \"" + trusted.audience() + "\": " + reason));
    }

    private static String audience(SignedJWT token) {
        try {
            return token.getJWTClaimsSet().getAudience().toString();
        } catch (ParseException e) {
            return "unreadable";
        }
    }

    private boolean isAccessToken(JWTClaimsSet claims) {
        var isAccess = !(claims.getClaim("typ") instanceof String typ && OTHER_TYPES.contains(typ));
        if (!isAccess) {
            logRejection("it is a token of type " + claims.getClaim("typ") + ", not an access token");
        }
        return isAccess;
    }

    // A lone surrogate has no UTF-8 form: all such subjects would be stored as the same one.
    private static boolean isValidSubject(String subject) {
        return !subject.isBlank()
                && StandardCharsets.UTF_8.newEncoder().canEncode(subject)
                && subject.getBytes(StandardCharsets.UTF_8).length <= MAX_SUBJECT_BYTES;
    }
}
