package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.problem.Problem;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reactions to messages over HTTP (S-PLUS-8). */
@Path("conversations/{conversation_id}/messages/{message_id}/reactions")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class ReactionsResource {
    private static final String EMOJI = "One emoji, percent-encoded in UTF-8. A path cannot contain the keycap #️⃣.";

    private final ReactionService service;
    private final MessageQueries queries;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public ReactionsResource() {
        this(null, null, null, null);
    }

    @Inject
    ReactionsResource(ReactionService service, MessageQueries queries, Caller caller, Settings settings) {
        this.service = service;
        this.queries = queries;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listReactions",
            summary = "List reactions",
            description =
                    "Searches the emoji and the users' names. Sorts by created_at, emoji, user (default created_at).")
    @APIResponse(responseCode = "200", description = "A page of reactions")
    public Page<ReactionView> list(
            @PathParam("conversation_id") long conversation,
            @PathParam("message_id") long message,
            @BeanParam ListParameters parameters) {
        var query = parameters.query(MessageQueries.REACTIONS, settings.lists());
        return parameters.page(query, queries.reactions(conversation, message, caller.id(), query));
    }

    @PUT
    @Path("{emoji}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "addReaction",
            summary = "Add a reaction",
            description = "Idempotent. A user can add several emoji.")
    @APIResponse(responseCode = "204", description = "Added, or already present")
    @APIResponse(responseCode = "409", description = "The message already has 50 different emoji")
    public void put(
            @PathParam("conversation_id") long conversation,
            @PathParam("message_id") long message,
            @PathParam("emoji")
                    @Parameter(description = EMOJI, example = "👍", schema = @Schema(type = SchemaType.STRING))
                    Emoji emoji) {
        service.put(conversation, message, caller.id(), require(emoji));
    }

    @DELETE
    @Path("{emoji}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "removeReaction",
            summary = "Remove a reaction",
            description = "Idempotent. Removes the caller's own reaction.")
    @APIResponse(responseCode = "204", description = "Removed, or not present")
    public void remove(
            @PathParam("conversation_id") long conversation,
            @PathParam("message_id") long message,
            @PathParam("emoji")
                    @Parameter(description = EMOJI, example = "👍", schema = @Schema(type = SchemaType.STRING))
                    Emoji emoji) {
        service.remove(conversation, message, caller.id(), require(emoji));
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "createReaction",
            summary = "Add a reaction with any emoji",
            description = "Like PUT, but accepts every emoji. A path cannot contain the keycap #️⃣.")
    @APIResponse(
            responseCode = "201",
            description = "The reaction",
            content = @Content(schema = @Schema(implementation = ReactionView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The existing reaction",
            content = @Content(schema = @Schema(implementation = ReactionView.class)))
    @APIResponse(responseCode = "409", description = "The message already has 50 different emoji")
    public Response add(
            @PathParam("conversation_id") long conversation,
            @PathParam("message_id") long message,
            @NotNull @Valid NewReaction body) {
        var added = service.add(conversation, message, caller.id(), body.qualified());
        return Response.status(added.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .entity(added.value())
                .build();
    }

    @DELETE
    @Path("/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteReaction",
            summary = "Remove a reaction with any emoji",
            description = "Like DELETE with the emoji in the path, but accepts every emoji. Idempotent.")
    @APIResponse(responseCode = "204", description = "Removed, or not present")
    public void delete(
            @PathParam("conversation_id") long conversation,
            @PathParam("message_id") long message,
            @QueryParam("emoji")
                    @Parameter(
                            required = true,
                            description = "One emoji of Unicode's list, percent-encoded in UTF-8",
                            example = "#️⃣",
                            schema = @Schema(type = SchemaType.STRING))
                    String emoji) {
        if (emoji == null || emoji.isEmpty()) {
            throw new InvalidInput("emoji", ErrorCode.REQUIRED);
        }
        service.remove(conversation, message, caller.id(), new NewReaction(emoji).qualified());
    }

    // JAX-RS passes null for a blank path segment.
    private static Emoji require(Emoji emoji) {
        return Optional.ofNullable(emoji).orElseThrow(NotFoundException::new);
    }
}
