package messaging.reset;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.transaction.Retried;

/** Forgotten passwords over HTTP (S-API-16). */
@Path("users/password-reset")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PasswordResetResource {
    @Inject
    private PasswordResetService service;

    @POST
    @Path("/")
    @PermitAll
    public Response request(@NotNull @Valid ResetRequest body) {
        service.request(body.email());
        return Response.accepted().build();
    }

    @POST
    @Path("confirm/")
    @PermitAll
    public void confirm(@NotNull @Valid ResetConfirmation body) {
        service.confirm(body);
    }
}
