package messaging.token;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;

/** The caller's own sessions over HTTP (S-AUTH-2). */
@Path("users/me/sessions")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {
    @Inject
    private TokenService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    public Page<SessionView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(Sessions.LISTING, settings.lists());
        return parameters.page(query, service.list(caller.id(), caller.session(), query));
    }

    @DELETE
    @Path("/")
    public void revokeOthers() {
        service.revokeAll(caller.id(), caller.session());
    }

    @DELETE
    @Path("{id}/")
    public void revoke(@PathParam("id") long id) {
        service.revoke(caller.id(), id);
    }
}
