package messaging.conversation;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;

/** Conversations over HTTP (S-API-7). */
@Path("conversations")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConversationsResource {
    @Inject
    private ConversationService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    public Page<ConversationView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(Conversations.listing(caller.id()), settings.lists());
        return parameters.page(query, service.list(caller.id(), query));
    }

    @POST
    @Path("/")
    public Response begin(@NotNull @Valid NewConversation body, @Context UriInfo uri) {
        var begun = service.begin(caller.id(), body);
        var location = uri.getBaseUriBuilder()
                .path("conversations/{id}/")
                .build(begun.view().id());
        return Response.created(location)
                .entity(begun.view())
                .tag(IfMatch.tag(begun.revision()))
                .build();
    }

    @GET
    @Path("{id}/")
    public Response read(@PathParam("id") long id) {
        return answer(service.read(id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    public Response replace(
            @PathParam("id") long id,
            @NotNull @Valid NewConversation body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(id, ConversationChanges.replacing(body), condition);
    }

    @PATCH
    @Path("{id}/")
    public Response change(
            @PathParam("id") long id,
            @NotNull @Valid ConversationChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return answer(service.change(id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    public void delete(@PathParam("id") long id, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        service.delete(id, caller.id(), IfMatch.orAny(condition));
    }

    private static Response answer(ConversationService.Revised conversation) {
        return Response.ok(conversation.view())
                .tag(IfMatch.tag(conversation.revision()))
                .build();
    }
}
