package messaging.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.conversation.ConversationNotFound;
import messaging.sync.ChangeService;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lists the online participants of a conversation (S-PLUS-5). */
@Path("conversations/{conversation_id}/presence")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class PresenceResource {
    @Inject
    private ChangeService service;

    @Inject
    private PresenceTracker tracker;

    @Inject
    private Caller caller;

    @GET
    @Path("/")
    @Operation(
            operationId = "getPresence",
            summary = "List online participants",
            description = "A user is online while they have a live connection, and for some seconds after.")
    @APIResponse(responseCode = "200", description = "The online participants")
    public PresenceView listOnline(@PathParam("conversation_id") long conversation) {
        var participants = service.participants(conversation)
                .map(current -> current.joinedSeqs().keySet())
                .filter(users -> users.contains(caller.id()))
                .orElseThrow(() -> new ConversationNotFound(conversation));
        return new PresenceView(
                conversation,
                participants.stream().filter(tracker::isOnline).sorted().toList());
    }
}
