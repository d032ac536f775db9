package messaging.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The participants of a conversation over HTTP (S-PLUS-1). */
@Path("conversations/{conversation_id}/participants")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Participants")
public class ParticipantsResource {
    private final ParticipantService service;
    private final ParticipantViews views;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public ParticipantsResource() {
        this(null, null, null, null);
    }

    @Inject
    ParticipantsResource(ParticipantService service, ParticipantViews views, Caller caller, Settings settings) {
        this.service = service;
        this.views = views;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listParticipants",
            summary = "List participants",
            description = "Searches username and names. Sorts by user, username, joined_at, version (default user).")
    @APIResponse(responseCode = "200", description = "A page of participants")
    public Page<ParticipantView> list(
            @PathParam("conversation_id") long conversation, @BeanParam ListParameters parameters) {
        var query = parameters.query(ParticipantViews.LISTING, settings.lists());
        return parameters.page(query, views.page(conversation, caller.id(), query));
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "addParticipant",
            summary = "Add a participant",
            description =
                    "For the owner and the administrators of a group; only the owner can add administrators. An existing participant is left unchanged.")
    @APIResponse(
            responseCode = "201",
            description = "The new participant",
            headers = @Header(name = "Location", ref = "Location"),
            content = @Content(schema = @Schema(implementation = ParticipantView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The existing participant, unchanged",
            content = @Content(schema = @Schema(implementation = ParticipantView.class)))
    @APIResponse(responseCode = "403", description = "The caller's role does not allow adding this participant")
    public Response add(
            @PathParam("conversation_id") long conversation,
            @NotNull @Valid NewParticipant body,
            @Context UriInfo uri) {
        var added = service.add(conversation, caller.id(), body);
        if (!added.isNew()) {
            return Response.ok(added.value()).build();
        }
        var location = uri.getBaseUriBuilder()
                .path("conversations/{conversation}/participants/{user}/")
                .build(conversation, added.value().user());
        return Response.created(location).entity(added.value()).build();
    }

    @GET
    @Path("{user_id}/")
    @Operation(operationId = "getParticipant", summary = "Get a participant")
    @APIResponse(
            responseCode = "200",
            description = "The participant",
            content = @Content(schema = @Schema(implementation = ParticipantView.class)))
    public ParticipantView read(@PathParam("conversation_id") long conversation, @PathParam("user_id") long user) {
        return views.read(conversation, user, caller.id());
    }

    @PATCH
    @Path("{user_id}/")
    @Operation(
            operationId = "updateParticipant",
            summary = "Change a participant's role",
            description =
                    "For the owner of the group. The role `owner` transfers ownership: the caller becomes an administrator. Only active accounts can be owner or admin.")
    @APIResponse(
            responseCode = "200",
            description = "The changed participant",
            content = @Content(schema = @Schema(implementation = ParticipantView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not the owner")
    @APIResponse(
            responseCode = "409",
            description =
                    "The caller is the owner and must transfer ownership first, or the new owner or administrator is deactivated")
    public ParticipantView change(
            @PathParam("conversation_id") long conversation,
            @PathParam("user_id") long user,
            @NotNull @Valid ParticipantChanges body) {
        return service.change(conversation, user, caller.id(), body);
    }

    @DELETE
    @Path("{user_id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "removeParticipant",
            summary = "Remove a participant or leave",
            description =
                    "The owner can remove any other participant, administrators can remove members, and all participants except the owner can leave.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "The caller's role does not allow removing this participant")
    @APIResponse(responseCode = "409", description = "The caller is the owner and must transfer ownership first")
    public void remove(@PathParam("conversation_id") long conversation, @PathParam("user_id") long user) {
        service.remove(conversation, user, caller.id());
    }
}
