package messaging.message;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import messaging.idempotency.ClientId;
import messaging.json.Change;
import messaging.paging.CursorParameters;
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

/** Messages over HTTP (S-API-8, S-PLUS-4, S-PLUS-6, S-PLUS-8). */
@Path("conversations/{conversation_id}/messages")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MessagesResource {
    private final MessageService service;
    private final MessageSender sender;
    private final MessageQueries queries;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public MessagesResource() {
        this(null, null, null, null, null);
    }

    @Inject
    MessagesResource(
            MessageService service, MessageSender sender, MessageQueries queries, Caller caller, Settings settings) {
        this.service = service;
        this.sender = sender;
        this.queries = queries;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listMessages",
            summary = "List messages",
            description =
                    "Searches the content. Sorts by id, seq, created_at, updated_at, sender (default -seq, newest first). before, after and around start at any message at the same cost; the links next and previous then use them too.")
    @APIResponse(responseCode = "200", description = "A page of messages")
    public Page<MessageView> list(
            @PathParam("conversation_id") long conversation,
            @QueryParam("reply_to")
                    @Parameter(
                            description = "Only replies to the message with this id, which may be deleted",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
                    String replyTo,
            @BeanParam CursorParameters parameters) {
        var query = parameters.query(MessageQueries.LISTING, settings.lists());
        var target = Optional.ofNullable(replyTo)
                .filter(id -> !id.isEmpty())
                .map(id -> ListParameters.parseId("reply_to", id));
        return parameters.page(query, queries.list(conversation, caller.id(), target, query));
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "sendMessage",
            summary = "Send a message",
            description =
                    "With a client_id, or the header Idempotency-Key, the request can be retried at any time and sends the message only once. The id is unique among the sender's messages in the conversation, forever.")
    @APIResponse(
            responseCode = "201",
            description = "The message",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this client_id sent the message; this is its current state",
            headers = {@Header(name = "ETag", ref = "ETag"), @Header(name = "Location", ref = "Location")},
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "409", description = "This client_id was already used for a different request")
    @APIResponse(
            responseCode = "410",
            description = "An earlier request with this client_id sent the message, which has since been deleted")
    public Response send(
            @PathParam("conversation_id") long conversation,
            @NotNull @Valid NewMessage body,
            @HeaderParam(ClientId.HEADER)
                    @Parameter(
                            description =
                                    "Same as client_id in the body, for ASCII ids; if both are given they must be equal",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = ClientId.MAX))
                    String idempotencyKey,
            @Context UriInfo uri) {
        var sent = sender.send(conversation, caller.id(), body.withIdempotencyKey(idempotencyKey));
        // The ids are numbers, so no template is needed.
        var location = uri.getBaseUri()
                .resolve("conversations/" + conversation + "/messages/"
                        + sent.value().view().id() + "/");
        return EntityTags.created(sent, location);
    }

    @GET
    @Path("{id}/")
    @Operation(operationId = "getMessage", summary = "Get a message")
    @APIResponse(
            responseCode = "200",
            description = "The message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    public Response read(@PathParam("conversation_id") long conversation, @PathParam("id") long id) {
        return EntityTags.ok(queries.read(conversation, id, caller.id()));
    }

    @PUT
    @Path("{id}/")
    @Operation(
            operationId = "replaceMessage",
            summary = "Replace a message",
            description = "Only the sender can edit a message.")
    @APIResponse(
            responseCode = "200",
            description = "The changed message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not the sender")
    public Response replace(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid MessageReplacement body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(conversation, id, new MessageChanges(Change.to(body.content())), condition);
    }

    @PATCH
    @Path("{id}/")
    @Operation(
            operationId = "updateMessage",
            summary = "Edit a message",
            description = "Only the sender can edit a message. Omitted fields are left unchanged.")
    @APIResponse(
            responseCode = "200",
            description = "The changed message",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not the sender")
    public Response change(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @NotNull @Valid MessageChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return EntityTags.ok(service.edit(conversation, id, caller.id(), body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteMessage",
            summary = "Delete a message",
            description =
                    "For all participants. The sender, the owner and the administrators of the conversation can delete a message. Its revisions, reactions and mentions are deleted too.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(
            responseCode = "403",
            description = "The caller is neither the sender nor an administrator of the conversation")
    public void delete(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        service.delete(conversation, id, caller.id(), IfMatch.orAny(condition));
    }

    @GET
    @Path("{id}/history/")
    @Operation(
            operationId = "listMessageRevisions",
            summary = "List a message's revisions",
            description =
                    "The newest revision is the current content. Searches the content. Sorts by revision, created_at (default -revision).")
    @APIResponse(responseCode = "200", description = "A page of revisions")
    public Page<RevisionView> history(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @BeanParam ListParameters parameters) {
        var query = parameters.query(MessageQueries.REVISIONS, settings.lists());
        return parameters.page(query, queries.revisions(conversation, id, caller.id(), query));
    }
}
