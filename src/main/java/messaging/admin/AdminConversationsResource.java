package messaging.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.message.MessageQueries;
import messaging.message.MessageView;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.Problem;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Administration of all conversations. */
@Path("admin/conversations")
@ApplicationScoped
@Retried
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
public class AdminConversationsResource {
    @Inject
    private AdminService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "adminListConversations",
            summary = "List all conversations",
            description =
                    "Searches the title and the names of the participants. Sorts by id, title, last_seq, created_at, updated_at (default -updated_at).")
    @APIResponse(responseCode = "200", description = "A page of conversations")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Page<AdminConversationView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(AdminConversations.LISTING, settings.lists());
        return parameters.page(query, service.conversations(query));
    }

    @GET
    @Path("{id}/")
    @Operation(operationId = "adminGetConversation", summary = "Get any conversation")
    @APIResponse(responseCode = "200", description = "The conversation")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public AdminConversationDetailView read(@PathParam("id") long id) {
        return service.conversation(id);
    }

    @DELETE
    @Path("{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "adminDeleteConversation",
            summary = "Delete any conversation",
            description =
                    "Deletes all its messages as well. After a direct conversation is deleted, its two users can start a new one.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public void deleteConversation(@PathParam("id") long id, @BeanParam ReasonParameters reason) {
        service.deleteConversation(caller.id(), id, reason.text());
    }

    @PUT
    @Path("{id}/owner/")
    @Operation(
            operationId = "adminAppointOwner",
            summary = "Appoint a group's owner",
            description =
                    "For example for a group whose owner is deactivated. A user who is not in the group joins it; the previous owner becomes an administrator of the group.")
    @APIResponse(
            responseCode = "200",
            description = "The conversation",
            content = @Content(schema = @Schema(implementation = AdminConversationDetailView.class)))
    @APIResponse(
            responseCode = "403",
            description = "The caller is not an administrator, or the conversation is a direct one")
    @APIResponse(responseCode = "409", description = "The user's account is deactivated")
    public AdminConversationDetailView assignOwner(
            @PathParam("id") long id, @NotNull @Valid OwnerAppointment body, @BeanParam ReasonParameters reason) {
        return service.assignOwner(caller.id(), id, body.user(), reason.text());
    }

    @GET
    @Path("{conversation_id}/messages/")
    @Operation(
            operationId = "adminListMessages",
            summary = "List messages of any conversation",
            description =
                    "Each call is recorded in the audit log. Searches the content. Sorts by id, seq, created_at, updated_at, sender (default -seq, newest first).")
    @APIResponse(responseCode = "200", description = "A page of messages")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Page<MessageView> messages(
            @PathParam("conversation_id") long conversation, @BeanParam ListParameters parameters) {
        var query = parameters.query(MessageQueries.LISTING, settings.lists());
        return parameters.page(query, service.messages(caller.id(), conversation, query));
    }

    @DELETE
    @Path("{conversation_id}/messages/{id}/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(operationId = "adminDeleteMessage", summary = "Delete any message")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public void delete(
            @PathParam("conversation_id") long conversation,
            @PathParam("id") long id,
            @BeanParam ReasonParameters reason) {
        service.deleteMessage(caller.id(), conversation, id, reason.text());
    }
}
