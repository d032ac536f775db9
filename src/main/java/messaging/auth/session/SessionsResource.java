package messaging.auth.session;

import jakarta.enterprise.context.ApplicationScoped;
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
import messaging.problem.Problem;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's sessions over HTTP (S-AUTH-2). */
@Path("users/me/sessions")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class SessionsResource {
    private SessionService service;
    private SessionViews views;
    private Caller caller;
    private Settings settings;

    /** For RESTEasy, which requires a public constructor. */
    public SessionsResource() {}

    @Inject
    SessionsResource(SessionService service, SessionViews views, Caller caller, Settings settings) {
        this.service = service;
        this.views = views;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listSessions",
            summary = "List the caller's sessions",
            description = "Searches device and address. Sorts by id, created_at, last_used_at (default -last_used_at).")
    @APIResponse(responseCode = "200", description = "A page of sessions")
    public Page<SessionView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(SessionViews.LISTING, settings.lists());
        return parameters.page(query, views.list(caller.id(), caller.session(), query));
    }

    @DELETE
    @Path("/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(operationId = "revokeOtherSessions", summary = "End all other sessions")
    @APIResponse(responseCode = "204", description = "The sessions have ended")
    public void revokeOthers() {
        service.revokeAll(caller.id(), caller.session());
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(operationId = "revokeSession", summary = "End a session")
    @APIResponse(responseCode = "204", description = "The session has ended")
    public void revoke(@PathParam("id") long id) {
        service.revoke(caller.id(), id);
    }
}
