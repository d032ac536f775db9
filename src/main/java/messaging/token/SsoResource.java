package messaging.token;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.settings.Settings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where people of this server may sign in elsewhere, for pages and apps that offer it. */
@Path("token/sso")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class SsoResource {
    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @PermitAll
    @Operation(
            operationId = "listSsoIssuers",
            summary = "List single sign-on issuers",
            description =
                    "Issuers at which this server's pages are a public client. A page sends the browser to one by the"
                            + " authorization code flow with PKCE (RFC 7636); the access token issued there is accepted here.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The issuers; may be empty",
            content = @Content(schema = @Schema(implementation = SsoIssuersView.class)))
    public SsoIssuersView list() {
        return SsoIssuersView.of(settings.sso());
    }
}
