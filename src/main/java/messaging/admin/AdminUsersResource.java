package messaging.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.reset.ResetOffer;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What administrators do with accounts, over HTTP. */
@Path("admin/users")
@RequestScoped
@Retried
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
public class AdminUsersResource {
    @Inject
    private AdminService service;

    @Inject
    private Caller caller;

    @POST
    @Path("{id}/password-reset/")
    @Operation(
            operationId = "offerPasswordReset",
            summary = "Make a reset code to hand over to a user",
            description = "The code is shown this once; it sets a new password at POST users/password-reset/confirm/.")
    @APIResponse(
            responseCode = "201",
            description = "The code",
            headers = @Header(name = "Cache-Control", ref = "NoStore"),
            content = @Content(schema = @Schema(implementation = ResetOffer.class)))
    @APIResponse(responseCode = "403", description = "The caller is no administrator of the site")
    public Response offerPasswordReset(@PathParam("id") long id) {
        return Response.status(Response.Status.CREATED)
                .entity(service.offerPasswordReset(caller.id(), id))
                .header("Cache-Control", "no-store")
                .build();
    }
}
