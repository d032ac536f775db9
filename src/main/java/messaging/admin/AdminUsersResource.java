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
import messaging.transaction.Retried;
import messaging.user.Caller;

/** What administrators do with accounts, over HTTP. */
@Path("admin/users")
@RequestScoped
@Retried
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class AdminUsersResource {
    @Inject
    private AdminService service;

    @Inject
    private Caller caller;

    @POST
    @Path("{id}/password-reset/")
    public Response offerPasswordReset(@PathParam("id") long id) {
        return Response.status(Response.Status.CREATED)
                .entity(service.offerPasswordReset(caller.id(), id))
                .header("Cache-Control", "no-store")
                .build();
    }
}
