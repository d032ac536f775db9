package messaging.conversation;

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

/** Conversations over HTTP (S-API-7). */
@Path("conversations")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class ConversationsResource {
    @Inject
    private ConversationService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "listConversations",
            summary = "The conversations of the caller",
            description =
                    "Searches the title and the names of the other participants. Sorts by id, title, created_at, updated_at; by -updated_at unless asked otherwise.")
    @APIResponse(responseCode = "200", description = "A page of conversations")
    public Page<ConversationView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(Conversations.listing(caller.id()), settings.lists());
        return parameters.page(query, service.list(caller.id(), query));
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "createConversation",
            summary = "Begin a conversation",
            description = "The caller owns it and takes part in it.")
    @APIResponse(
            responseCode = "201",
            description = "The conversation",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
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
    @Operation(operationId = "getConversation", summary = "Read a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    public Response read(@PathParam("id") long id) {
        return answer(service.read(id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    @Operation(
            operationId = "replaceConversation",
            summary = "Replace title and participants",
            description = "For its owner. A missing title is taken away; missing participants leave only the owner.")
    @APIResponse(
            responseCode = "200",
            description = "The changed conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(responseCode = "403", description = "The caller takes part but is not the owner")
    public Response replace(
            @PathParam("id") long id,
            @NotNull @Valid NewConversation body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(id, ConversationChanges.replacing(body), condition);
    }

    @PATCH
    @Path("{id}/")
    @Operation(
            operationId = "updateConversation",
            summary = "Change title or participants",
            description = "For its owner. What the body does not name stays.")
    @APIResponse(
            responseCode = "200",
            description = "The changed conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(responseCode = "403", description = "The caller takes part but is not the owner")
    public Response change(
            @PathParam("id") long id,
            @NotNull @Valid ConversationChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return answer(service.change(id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteConversation",
            summary = "Delete a conversation for everybody",
            description = "For its owner.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "403", description = "The caller takes part but is not the owner")
    public void delete(@PathParam("id") long id, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        service.delete(id, caller.id(), IfMatch.orAny(condition));
    }

    private static Response answer(ConversationService.Revised conversation) {
        return Response.ok(conversation.view())
                .tag(IfMatch.tag(conversation.revision()))
                .build();
    }
}
