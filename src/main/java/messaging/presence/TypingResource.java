package messaging.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.problem.Problem;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accepts typing notifications (S-PLUS-5). */
@Path("conversations/{conversation_id}/typing")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "Events")
public class TypingResource {
    @Inject
    private TypingNotifier notifier;

    @Inject
    private Caller caller;

    @POST
    @Path("/")
    @Operation(
            operationId = "sendTyping",
            summary = "Send a typing notification",
            description = "Sent to the other participants with a live connection, at most once a second.")
    @APIResponse(responseCode = "204", description = "Sent")
    public void sendTyping(@PathParam("conversation_id") long conversation) {
        notifier.notifyTyping(caller.id(), conversation);
    }
}
