package messaging.auth.sso;

import java.util.List;
import java.util.Objects;
import messaging.oidc.ProviderDiscovery;
import messaging.oidc.ProviderMetadata;
import messaging.settings.SsoIssuer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The issuers at which users can sign in.
 *
 * @param issuers in the order of the configuration
 */
@Schema(name = "SsoIssuers", description = "The issuers at which users can sign in")
public record SsoIssuersView(@Schema(required = true) List<SsoIssuerView> issuers) {

    static SsoIssuersView of(List<SsoIssuer> issuers, ProviderDiscovery discovery) {
        return new SsoIssuersView(issuers.stream()
                .filter(issuer -> issuer.clientId() != null)
                .flatMap(issuer -> discovery.metadata(issuer).stream()
                        .flatMap(metadata ->
                                metadata
                                        .signIn()
                                        .map(endpoints -> SsoIssuerView.of(issuer, endpoints, metadata))
                                        .stream()))
                .toList());
    }

    /**
     * An issuer.
     *
     * @param issuer its identifier
     * @param name shown to users
     * @param clientId id of the public client
     * @param authorizationEndpoint URL to which browsers are sent
     * @param tokenEndpoint URL at which codes are exchanged for tokens
     * @param endSessionEndpoint URL to which browsers are sent to sign out at the issuer; null if it has none
     * @param scope the scopes to request
     */
    @Schema(name = "SsoIssuer", description = "An issuer at which users can sign in")
    public record SsoIssuerView(
            @Schema(examples = "https://sso.example.com/realms/company", required = true)
            String issuer,

            @Schema(examples = "Company account", required = true)
            String name,

            @Schema(name = "client_id", examples = "messaging-web", required = true)
            String clientId,

            @Schema(
                    name = "authorization_endpoint",
                    format = "uri",
                    examples = "https://sso.example.com/realms/company/protocol/openid-connect/auth",
                    required = true)
            String authorizationEndpoint,

            @Schema(
                    name = "token_endpoint",
                    format = "uri",
                    examples = "https://sso.example.com/realms/company/protocol/openid-connect/token",
                    required = true)
            String tokenEndpoint,

            @Schema(
                    name = "end_session_endpoint",
                    format = "uri",
                    nullable = true,
                    description =
                            "Where to send the browser to sign out at the issuer (OpenID Connect RP-Initiated Logout)",
                    examples = "https://sso.example.com/realms/company/protocol/openid-connect/logout",
                    required = true)
            String endSessionEndpoint,

            @Schema(examples = "openid profile email", required = true)
            String scope) {

        private static SsoIssuerView of(
                SsoIssuer issuer, ProviderMetadata.SignInEndpoints endpoints, ProviderMetadata metadata) {
            return new SsoIssuerView(
                    issuer.issuer(),
                    issuer.name(),
                    issuer.clientId(),
                    endpoints.authorization().toString(),
                    endpoints.token().toString(),
                    Objects.toString(metadata.endSessionEndpoint(), null),
                    issuer.scope());
        }
    }
}
