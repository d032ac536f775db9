package messaging.message;

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
import messaging.json.Change;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;

/** Messages over HTTP (S-API-8). */
@Path("conversations/{conversation_id}/messages")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessagesResource {
    @Inject
    private MessageService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    public Page<MessageView> list(
            @PathParam("conversation_id") long conversation, @BeanParam ListParameters parameters) {
        var query = parameters.query(Messages.LISTING, settings.lists());
        return parameters.page(query, service.list(conversation, caller.id(), query));
    }

    @POST
    @Path("/")
    public Response send(
            @PathParam("conversation_id") long conversation, @NotNull @Valid NewMessage body, @Context UriInfo uri) {
        var sent = service.send(conversation, caller.id(), body);
        var location = uri.getBaseUriBuilder()
                .path("conversations/{conversation}/messages/{id}/")
                .build(conversation, sent.view().id());
        return Response.created(location)
                .entity(sent.view())
                .tag(IfMatch.tag(sent.revision()))
                .build();
    }

    @GET
    @Path("{id}/")
    public Response read(@PathParam("conversation_id") long conversation, @PathParam("id") long id) {
        return answer(service.read(conversation, id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    public Response replace(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid NewMessage body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(conversation, id, new MessageChanges(Change.to(body.content())), condition);
    }

    @PATCH
    @Path("{id}/")
    public Response change(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid MessageChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return answer(service.edit(conversation, id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    public void delete(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        service.delete(conversation, id, caller.id(), IfMatch.orAny(condition));
    }

    private static Response answer(MessageService.Revised message) {
        return Response.ok(message.view()).tag(IfMatch.tag(message.revision())).build();
    }
}
