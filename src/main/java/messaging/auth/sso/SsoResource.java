package messaging.auth.sso;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.oidc.ProviderDiscovery;
import messaging.settings.Settings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The single sign-on issuers over HTTP (S-AUTH-4). */
@Path("token/sso")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class SsoResource {
    private Settings settings;
    private ProviderDiscovery discovery;

    /** For RESTEasy, which requires a public constructor. */
    public SsoResource() {}

    @Inject
    SsoResource(Settings settings, ProviderDiscovery discovery) {
        this.settings = settings;
        this.discovery = discovery;
    }

    @GET
    @Path("/")
    @PermitAll
    @Operation(
            operationId = "listSsoIssuers",
            summary = "List single sign-on issuers",
            description =
                    "The issuers that have this server's pages registered as a public client. A page signs the user in with"
                            + " the authorization code flow and PKCE (RFC 7636); the server accepts the resulting access"
                            + " token. An issuer whose endpoints are unknown because it cannot be reached is left out.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The issuers; the list may be empty",
            content = @Content(schema = @Schema(implementation = SsoIssuersView.class)))
    public SsoIssuersView list() {
        return SsoIssuersView.of(settings.sso(), discovery);
    }
}
