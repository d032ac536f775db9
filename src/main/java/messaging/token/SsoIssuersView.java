package messaging.token;

import java.util.List;
import messaging.settings.SsoIssuer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where one can sign in by single sign-on.
 *
 * @param issuers in the order of the configuration
 */
@Schema(name = "SsoIssuers", description = "Where one can sign in by single sign-on")
public record SsoIssuersView(@Schema(required = true) List<SsoIssuerView> issuers) {

    static SsoIssuersView of(List<SsoIssuer> issuers) {
        return new SsoIssuersView(issuers.stream()
                .flatMap(issuer -> issuer.client().map(client -> SsoIssuerView.of(issuer, client)).stream())
                .toList());
    }

    /**
     * One issuer.
     *
     * @param issuer its identifier
     * @param name for people
     * @param clientId the public client
     * @param authorizationEndpoint where browsers are sent
     * @param tokenEndpoint where codes are traded
     * @param scope what to ask for
     */
    @Schema(name = "SsoIssuer", description = "An issuer at which browsers may sign in")
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

            @Schema(examples = "openid profile email", required = true)
            String scope) {

        private static SsoIssuerView of(SsoIssuer issuer, SsoIssuer.Client client) {
            return new SsoIssuerView(
                    issuer.issuer(),
                    issuer.name(),
                    client.id(),
                    client.authorizationEndpoint().toString(),
                    client.tokenEndpoint().toString(),
                    client.scope());
        }
    }
}
