package messaging.message;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import messaging.problem.Problem;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages over HTTP (S-API-8). */
@Path("conversations/{conversation_id}/messages")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MessagesResource {
    @Inject
    private MessageService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "listMessages",
            summary = "The messages of a conversation",
            description =
                    "Searches the content. Sorts by id, seq, created_at, updated_at, sender; by -seq, the newest first, unless asked otherwise.")
    @APIResponse(responseCode = "200", description = "A page of messages")
    public Page<MessageView> list(
            @PathParam("conversation_id") long conversation, @BeanParam ListParameters parameters) {
        var query = parameters.query(Messages.LISTING, settings.lists());
        return parameters.page(query, service.list(conversation, caller.id(), query));
    }

    @POST
    @Path("/")
    @Operation(operationId = "sendMessage", summary = "Send a message")
    @APIResponse(
            responseCode = "201",
            description = "The message",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = MessageView.class)))
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
    @Operation(operationId = "getMessage", summary = "Read a message")
    @APIResponse(
            responseCode = "200",
            description = "The message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    public Response read(@PathParam("conversation_id") long conversation, @PathParam("id") long id) {
        return answer(service.read(conversation, id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    @Operation(operationId = "replaceMessage", summary = "Give a message other words", description = "For its sender.")
    @APIResponse(
            responseCode = "200",
            description = "The changed message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "403", description = "Somebody else sent it")
    public Response replace(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid NewMessage body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(conversation, id, new MessageChanges(Change.to(body.content())), condition);
    }

    @PATCH
    @Path("{id}/")
    @Operation(
            operationId = "updateMessage",
            summary = "Change a message",
            description = "For its sender. What the body does not name stays.")
    @APIResponse(
            responseCode = "200",
            description = "The changed message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "403", description = "Somebody else sent it")
    public Response change(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid MessageChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return answer(service.edit(conversation, id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteMessage",
            summary = "Delete a message for everybody",
            description = "For its sender and for administrators of the conversation.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(
            responseCode = "403",
            description = "Somebody else sent it, and the caller does not administer the conversation")
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
