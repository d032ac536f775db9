package messaging.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.util.DateUtils;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.oidc.ProviderDiscovery;
import messaging.settings.SsoIssuer;

/**
 * One issuer whose tokens count, with the keys, the audience and the kind of token that belong to it alone: its keys say
 * nothing about the tokens of another issuer.
 */
final class TrustedIssuer {
    private static final Logger LOG = Logger.getLogger(TrustedIssuer.class.getName());
    // The database has no room for more.
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
    // The other way to write the type of an access token (RFC 9068, section 4).
    private static final JOSEObjectType LONG_ACCESS_TYPE = new JOSEObjectType("application/at+jwt");
    // Keycloak marks in the payload what is no access token.
    private static final Set<String> NO_ACCESS = Set.of("ID", "Refresh", "Offline", "Logout");
    private static final Duration KEYS_CACHED = Duration.ofMinutes(15);
    private static final Duration KEYS_USED_IN_AN_OUTAGE = Duration.ofHours(4);
    private static final Duration KEYS_FETCHED_AT_MOST_EVERY = Duration.ofSeconds(10);
    private static final Duration KEYS_WAITED_FOR = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;
    // An issuer that doesn't answer may hold up so many requests, and the others for a moment.
    private static final int MAX_WAITING = 4;
    private static final Duration WAITED_FOR_A_PLACE = Duration.ofMillis(200);
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    private final String issuer;
    private final Optional<SsoIssuer> sso;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private final RejectionLog refusals;

    private TrustedIssuer(String issuer, Optional<SsoIssuer> sso, Clock clock) {
        this.issuer = issuer;
        this.sso = sso;
        refusals = new RejectionLog(clock);
    }

    /**
     * The application itself.
     *
     * @param issuer its {@code iss}
     * @param keys its public keys
     * @param audience of the tokens
     * @param kind of the tokens
     * @param clock for their times
     */
    static TrustedIssuer own(
            String issuer, JWKSource<SecurityContext> keys, String audience, TokenType kind, Clock clock) {
        var own = new TrustedIssuer(issuer, Optional.empty(), clock);
        own.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(kind.type()));
        // The algorithm is fixed here, never taken from the token, and unsigned tokens have no selector at all.
        own.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        own.expect(audience, Set.of("sub", "exp", "iat", "jti"), clock);
        return own;
    }

    /**
     * An issuer of single sign-on. Its keys are fetched with the first token and kept; an unknown key id fetches them
     * again, but not often, so that made-up ids are no lever; an issuer that is down holds up nobody else.
     *
     * @param sso by configuration
     * @param discovery finds the address of its keys
     * @param clock for the times of its tokens
     */
    static TrustedIssuer sso(SsoIssuer sso, ProviderDiscovery discovery, Clock clock) {
        var trusted = new TrustedIssuer(sso.issuer(), Optional.of(sso), clock);
        trusted.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, TokenType.ACCESS.type(), LONG_ACCESS_TYPE, null));
        trusted.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ASYMMETRIC, remoteKeys(sso, discovery)));
        trusted.expect(sso.audience(), Set.of("sub", "exp", "iat"), clock);
        return trusted;
    }

    private static JWKSource<SecurityContext> remoteKeys(SsoIssuer sso, ProviderDiscovery discovery) {
        var keys = JWKSourceBuilder.create(new RemoteKeys(sso, discovery))
                .cache(KEYS_CACHED.toMillis(), KEYS_WAITED_FOR.toMillis())
                .refreshAheadCache(false)
                .rateLimited(KEYS_FETCHED_AT_MOST_EVERY.toMillis())
                .outageTolerant(KEYS_USED_IN_AN_OUTAGE.toMillis())
                .build();
        var places = new Semaphore(MAX_WAITING);
        return (selector, context) -> {
            if (!taken(places)) {
                throw new IssuerUnavailable();
            }
            try {
                return keys.get(selector, context);
            } finally {
                places.release();
            }
        };
    }

    private static boolean taken(Semaphore places) {
        try {
            return places.tryAcquire(WAITED_FOR_A_PLACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void expect(String audience, Set<String> required, Clock clock) {
        var exact = new JWTClaimsSet.Builder().issuer(issuer).build();
        var verifier = new ClaimsVerifier(audience, exact, new HashSet<>(required), clock);
        verifier.setMaxClockSkew(Math.toIntExact(VerifiedToken.CLOCK_SKEW.toSeconds()));
        processor.setJWTClaimsSetVerifier(verifier);
    }

    String issuer() {
        return issuer;
    }

    /**
     * What is configured about an issuer of single sign-on.
     *
     * @return empty for the application itself
     */
    Optional<SsoIssuer> sso() {
        return sso;
    }

    /**
     * Checks signature, kind, issuer, audience and times.
     *
     * @param token parsed, of this issuer as it claims
     * @return its claims; empty if anything is wrong
     * @throws IssuerUnavailable if too many requests wait for the issuer's keys already
     */
    Optional<JWTClaimsSet> verify(SignedJWT token) {
        try {
            return Optional.of(processor.process(token, null))
                    .filter(this::isAboutSomeone)
                    .filter(this::isAccessToken);
        } catch (ExpiredJWTException e) {
            return Optional.empty();
        } catch (BadJWTException e) {
            // The signature is good: this is the issuer's own token, and a setting here or there does not fit.
            logRefusal(e.getMessage() + "; its audience is " + audience(token));
            return Optional.empty();
        } catch (BadJOSEException | RateLimitReachedException e) {
            return Optional.empty();
        } catch (JOSEException e) {
            LOG.log(Level.WARNING, "The keys of issuer {0} cannot be used: {1}", new Object[] {issuer, e.getMessage()});
            return Optional.empty();
        }
    }

    private void logRefusal(String reason) {
        sso.ifPresent(trusted ->
                refusals.log("issuer \"" + issuer + "\", expected audience \"" + trusted.audience() + "\": " + reason));
    }

    private static String audience(SignedJWT token) {
        try {
            return token.getJWTClaimsSet().getAudience().toString();
        } catch (ParseException e) {
            return "unreadable";
        }
    }

    private boolean isAboutSomeone(JWTClaimsSet claims) {
        return isSubject(claims.getSubject());
    }

    private boolean isAccessToken(JWTClaimsSet claims) {
        var isAccess = !(claims.getClaim("typ") instanceof String typ && NO_ACCESS.contains(typ));
        if (!isAccess) {
            logRefusal("it is a token of type " + claims.getClaim("typ") + ", not an access token");
        }
        return isAccess;
    }

    // Half of a surrogate pair has no bytes: such subjects would all be stored alike, as one person.
    private static boolean isSubject(String subject) {
        return !subject.isBlank()
                && StandardCharsets.UTF_8.newEncoder().canEncode(subject)
                && subject.getBytes(StandardCharsets.UTF_8).length <= MAX_SUBJECT_BYTES;
    }

    /** The issuer's published keys, wherever they are at the moment. */
    private static final class RemoteKeys implements JWKSetSource<SecurityContext> {
        private final SsoIssuer sso;
        private final ProviderDiscovery discovery;
        private final ResourceRetriever retriever =
                new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_KEYS_BYTES);

        RemoteKeys(SsoIssuer sso, ProviderDiscovery discovery) {
            this.sso = sso;
            this.discovery = discovery;
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws KeySourceException {
            var metadata = discovery
                    .metadata(sso)
                    .orElseThrow(() -> new JWKSetUnavailableException("the issuer could not be discovered"));
            try {
                return new URLBasedJWKSetSource<>(metadata.jwksUri().toURL(), retriever)
                        .getJWKSet(evaluator, now, context);
            } catch (MalformedURLException e) {
                throw new JWKSetUnavailableException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }

    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        ClaimsVerifier(String audience, JWTClaimsSet exact, Set<String> required, Clock clock) {
            super(audience, exact, required);
            this.clock = clock;
        }

        @Override
        public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            // The library takes a claim that is null for one that is there.
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
}
