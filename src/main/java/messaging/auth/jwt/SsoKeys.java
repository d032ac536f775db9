package messaging.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import messaging.oidc.ProviderDiscovery;
import messaging.settings.SsoIssuer;

/**
 * The public keys of a single sign-on issuer, fetched with the first token and cached. An unknown key id fetches them again,
 * at a limited rate, so that made-up ids cannot cause traffic. An issuer that does not respond blocks only a few requests.
 */
final class SsoKeys implements JWKSource<SecurityContext> {
    private static final Duration CACHE_TTL = Duration.ofMinutes(15);
    private static final Duration OUTAGE_TTL = Duration.ofHours(4);
    private static final Duration MIN_FETCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_KEY_SET_BYTES = 256 * 1024;
    private static final int MAX_WAITING_REQUESTS = 4;
    private static final Duration PERMIT_TIMEOUT = Duration.ofMillis(200);

    private final JWKSource<SecurityContext> keys;
    private final Semaphore permits = new Semaphore(MAX_WAITING_REQUESTS);

    SsoKeys(SsoIssuer issuer, ProviderDiscovery discovery) {
        keys = JWKSourceBuilder.create(new Published(issuer, discovery))
                .cache(CACHE_TTL.toMillis(), REFRESH_TIMEOUT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(MIN_FETCH_INTERVAL.toMillis())
                .outageTolerant(OUTAGE_TTL.toMillis())
                .build();
    }

    /**
     * Returns the matching keys.
     *
     * @throws IssuerUnavailable if too many requests already wait for the keys
     */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        if (!acquirePermit()) {
            throw new IssuerUnavailable();
        }
        try {
            return keys.get(selector, context);
        } finally {
            permits.release();
        }
    }

    private boolean acquirePermit() {
        try {
            return permits.tryAcquire(PERMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The key set at the issuer's current URL. */
    private static final class Published implements JWKSetSource<SecurityContext> {
        private final SsoIssuer issuer;
        private final ProviderDiscovery discovery;
        private final ResourceRetriever retriever =
                new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_KEY_SET_BYTES);

        Published(SsoIssuer issuer, ProviderDiscovery discovery) {
            this.issuer = issuer;
            this.discovery = discovery;
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws KeySourceException {
            var metadata = discovery
                    .metadata(issuer)
                    .orElseThrow(() -> new JWKSetUnavailableException("the issuer's metadata is not available"));
            try {
                return new URLBasedJWKSetSource<>(metadata.jwksUri().toURL(), retriever)
                        .getJWKSet(evaluator, now, context);
            } catch (MalformedURLException e) {
                throw new JWKSetUnavailableException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
