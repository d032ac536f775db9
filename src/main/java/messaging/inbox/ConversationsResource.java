package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
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
import messaging.conversation.ConversationChanges;
import messaging.conversation.ConversationReplacement;
import messaging.conversation.ConversationService;
import messaging.conversation.NewConversation;
import messaging.idempotency.ClientId;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.Problem;
import messaging.revision.EntityTags;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Conversations over HTTP, as the caller sees them (S-API-7). */
@Path("conversations")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class ConversationsResource {
    private final InboxService inbox;
    private final InboxQueries queries;
    private final ConversationService service;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public ConversationsResource() {
        this(null, null, null, null, null);
    }

    @Inject
    ConversationsResource(
            InboxService inbox, InboxQueries queries, ConversationService service, Caller caller, Settings settings) {
        this.inbox = inbox;
        this.queries = queries;
        this.service = service;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listConversations",
            summary = "List the caller's conversations",
            description =
                    "Searches the title and the names of the other participants. Sorts by id, title, created_at, updated_at (default -updated_at).")
    @APIResponse(responseCode = "200", description = "A page of conversations")
    public Page<ConversationView> list(@BeanParam ListParameters parameters, @BeanParam InboxParameters filters) {
        var query = filters.query(() -> parameters.query(InboxQueries.LISTING, settings.lists()));
        return parameters.page(query.page(), queries.list(caller.id(), query.page(), query.filter()));
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "createConversation",
            summary = "Create a conversation",
            description =
                    "The caller owns a new group. Two users have at most one direct conversation: a second request returns the existing one. A request with a client_id, or with the header Idempotency-Key, can be retried without creating a second conversation.")
    @APIResponse(
            responseCode = "201",
            description = "The new conversation",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(
            responseCode = "200",
            description =
                    "The existing conversation: the direct conversation of the two users, or the one that an earlier identical request created",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(responseCode = "409", description = "This client_id was already used for a different request")
    @APIResponse(
            responseCode = "410",
            description =
                    "An earlier identical request created a conversation that has since been deleted, or that the caller has left")
    public Response create(
            @NotNull @Valid NewConversation body,
            @HeaderParam(ClientId.HEADER)
                    @Parameter(
                            description =
                                    "Same as client_id in the body, for ASCII ids; if both are given they must be equal",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = ClientId.MAX))
                    String idempotencyKey,
            @Context UriInfo uri) {
        var created = inbox.create(caller.id(), body, ClientId.of(body.clientId(), idempotencyKey));
        var location = uri.getBaseUriBuilder()
                .path("conversations/{id}/")
                .build(created.value().view().id());
        return EntityTags.created(created, location);
    }

    @GET
    @Path("{id}/")
    @Operation(operationId = "getConversation", summary = "Get a conversation")
    @APIResponse(
            responseCode = "200",
            description = "The conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    public Response read(@PathParam("id") long id) {
        return EntityTags.ok(queries.read(id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    @Operation(
            operationId = "replaceConversation",
            summary = "Replace a conversation",
            description =
                    "For the owner and the administrators of a group; only the owner changes history and removes administrators. participants is required and replaces all participants, except the owner and the caller, who remain. An omitted title or history is left unchanged; a null title is removed.")
    @APIResponse(
            responseCode = "200",
            description = "The changed conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(responseCode = "403", description = "The caller's role does not allow this")
    public Response replace(
            @PathParam("id") long id,
            @NotNull @Valid ConversationReplacement body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(id, body.changes(), condition);
    }

    @PATCH
    @Path("{id}/")
    @Operation(
            operationId = "updateConversation",
            summary = "Update a conversation",
            description =
                    "For the owner and the administrators of a group; only the owner changes history and removes administrators. Omitted fields are left unchanged.")
    @APIResponse(
            responseCode = "200",
            description = "The changed conversation",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(responseCode = "403", description = "The caller's role does not allow this")
    public Response change(
            @PathParam("id") long id,
            @NotNull @Valid ConversationChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return EntityTags.ok(inbox.change(id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteConversation",
            summary = "Delete a conversation",
            description = "For all participants. Only the owner of a group can delete it.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow this")
    public void delete(@PathParam("id") long id, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        service.delete(id, caller.id(), IfMatch.orAny(condition));
    }
}
