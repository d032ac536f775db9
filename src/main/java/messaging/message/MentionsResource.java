package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.settings.Settings;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The messages that mention the caller, over HTTP (S-PLUS-8). */
@Path("mentions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MentionsResource {
    private final MessageQueries queries;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public MentionsResource() {
        this(null, null, null);
    }

    @Inject
    MentionsResource(MessageQueries queries, Caller caller, Settings settings) {
        this.queries = queries;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @Operation(
            operationId = "listMentions",
            summary = "List messages mentioning the caller",
            description =
                    "From all of the caller's conversations. Searches the content. Sorts by id, created_at (default -id, newest first).")
    @APIResponse(responseCode = "200", description = "A page of messages")
    public Page<MessageView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(MessageQueries.MENTIONS, settings.lists());
        return parameters.page(query, queries.mentions(caller.id(), query));
    }
}
