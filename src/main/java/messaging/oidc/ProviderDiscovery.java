package messaging.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import messaging.monitor.BackgroundTasks;
import messaging.settings.Settings;
import messaging.settings.SsoIssuer;

/**
 * Returns the key URL and the endpoints of each trusted issuer. Values missing in {@code SSO_ISSUERS} come from the issuer's
 * discovery document, which is fetched in the background at startup and refreshed while it is in use. If the issuer cannot
 * be reached, the latest document stays in use; without one, the issuer's tokens are rejected until it can be reached.
 * Neither the startup nor the tokens of other issuers wait for it.
 */
@ApplicationScoped
public class ProviderDiscovery {
    private static final String PATH = "/.well-known/openid-configuration";
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_DOCUMENT_BYTES = 256 * 1024;
    // The read timeout applies to each packet, this one to the whole document.
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(15);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    private List<SsoIssuer> issuers = List.of();
    private ResourceRetriever retriever;
    private BackgroundTasks tasks;
    private AsyncLoadingCache<SsoIssuer, Optional<ProviderMetadata>> documents;

    /** For CDI's proxy. */
    protected ProviderDiscovery() {}

    @Inject
    ProviderDiscovery(Settings settings, BackgroundTasks tasks) {
        this(
                settings.sso(),
                new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS, MAX_DOCUMENT_BYTES),
                tasks);
    }

    ProviderDiscovery(List<SsoIssuer> issuers, ResourceRetriever retriever, BackgroundTasks tasks) {
        this.issuers = issuers;
        this.retriever = retriever;
        this.tasks = tasks;
        documents = Caffeine.newBuilder()
                .refreshAfterWrite(REFRESH_INTERVAL)
                .expireAfter(new FailuresExpire())
                .buildAsync(new Loader());
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        issuers.stream().filter(SsoIssuer::requiresDiscovery).forEach(documents::get);
    }

    /**
     * Returns an issuer's metadata. Waits up to 4 seconds for the discovery document if none has been fetched yet.
     *
     * @param issuer one of {@code SSO_ISSUERS}
     * @return empty if the issuer cannot be reached or its document cannot be used
     */
    public Optional<ProviderMetadata> metadata(SsoIssuer issuer) {
        if (!issuer.requiresDiscovery()) {
            return Optional.of(ProviderMetadata.configured(issuer));
        }
        try {
            return documents.get(issuer).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns an issuer's metadata without waiting.
     *
     * @param issuer one of {@code SSO_ISSUERS}
     * @return empty if they have not been discovered yet
     */
    public Optional<ProviderMetadata> metadataIfKnown(SsoIssuer issuer) {
        return issuer.requiresDiscovery()
                ? documents.get(issuer).getNow(Optional.empty())
                : Optional.of(ProviderMetadata.configured(issuer));
    }

    private Optional<ProviderMetadata> fetch(SsoIssuer issuer) {
        var address = issuer.issuer().replaceFirst("/+$", "") + PATH;
        var task = tasks.named("sso_discovery", issuer.issuer());
        try {
            var content =
                    retriever.retrieveResource(URI.create(address).toURL()).getContent();
            var metadata = ProviderMetadata.discovered(parse(content), issuer);
            task.reportSuccess();
            return Optional.of(metadata);
        } catch (IOException | IllegalArgumentException e) {
            task.reportFailure(new IllegalStateException(
                    "Cannot use discovery document %s of issuer \"%s\": %s"
                            .formatted(address, issuer.issuer(), e.getMessage()),
                    e));
            return Optional.empty();
        }
    }

    private static JsonNode parse(String content) {
        try {
            return MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private final class Loader implements CacheLoader<SsoIssuer, Optional<ProviderMetadata>> {
        @Override
        public Optional<ProviderMetadata> load(SsoIssuer issuer) {
            return fetch(issuer);
        }

        @Override
        public Optional<ProviderMetadata> reload(SsoIssuer issuer, Optional<ProviderMetadata> old) {
            return fetch(issuer).or(() -> old);
        }
    }

    /** Keeps a document until the server stops, but a failure only until the next attempt is due. */
    private static final class FailuresExpire implements Expiry<SsoIssuer, Optional<ProviderMetadata>> {
        @Override
        public long expireAfterCreate(SsoIssuer issuer, Optional<ProviderMetadata> result, long now) {
            return result.isPresent() ? Long.MAX_VALUE : RETRY_INTERVAL.toNanos();
        }

        @Override
        public long expireAfterUpdate(SsoIssuer issuer, Optional<ProviderMetadata> result, long now, long remaining) {
            return expireAfterCreate(issuer, result, now);
        }

        @Override
        public long expireAfterRead(SsoIssuer issuer, Optional<ProviderMetadata> result, long now, long remaining) {
            return remaining;
        }
    }
}
