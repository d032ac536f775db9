package messaging.reset;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.problem.Problem;
import messaging.transaction.Retried;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Password resets over HTTP (S-API-16). */
@Path("users/password-reset")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Password reset")
public class PasswordResetResource {
    private PasswordResetRequests requests;
    private PasswordResetService service;

    @Context
    private HttpServletRequest client;

    /** For RESTEasy, which requires a public constructor. */
    public PasswordResetResource() {}

    @Inject
    PasswordResetResource(PasswordResetRequests requests, PasswordResetService service) {
        this.requests = requests;
        this.service = service;
    }

    @POST
    @Path("/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @PermitAll
    @Operation(
            operationId = "requestPasswordReset",
            summary = "Request a password reset code",
            description =
                    "Sends the code by email. The response does not reveal whether an account has the address. Requests over the rate limit are ignored.")
    @SecurityRequirements
    @APIResponse(responseCode = "202", description = "Accepted. If an active account has the address, the code is sent")
    public Response request(@NotNull @Valid ResetRequest body) {
        requests.submit(body.email(), client.getRemoteAddr());
        return Response.accepted().build();
    }

    @POST
    @Path("confirm/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @PermitAll
    @Operation(
            operationId = "confirmPasswordReset",
            summary = "Set a password with a code",
            description = "Ends all sessions of the account.")
    @SecurityRequirements
    @APIResponse(responseCode = "204", description = "The password is changed")
    public void confirm(@NotNull @Valid ResetConfirmation body) {
        service.confirm(body);
    }
}
