package messaging.event;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import messaging.paging.ListParameters;
import messaging.settings.Settings;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What changed, for clients that ask (S-PLUS-5). */
@Path("sync")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class SyncResource {
    @Inject
    private EventService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "sync",
            summary = "What changed since a position",
            description =
                    "Without since: no changes, only the present position, from which to go on. Some changes before"
                            + " the position come again: leave out what you have, by conversation and version.")
    @APIResponse(responseCode = "200", description = "The changes")
    public SyncView since(
            @QueryParam("since")
                    @Parameter(
                            description = "The position of an earlier answer or delivery",
                            schema = @Schema(type = SchemaType.STRING),
                            example = "MTc2Mzgw")
                    String since,
            @QueryParam("limit")
                    @Parameter(
                            description = "Most conversations in the answer; 20 unless given. More than 100 are never"
                                    + " sent.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int32",
                                            minimum = "1",
                                            defaultValue = "20"))
                    String limit) {
        var most = ListParameters.limit(limit, settings.lists());
        if (since == null || since.isBlank()) {
            return new SyncView(Position.at(service.now()).toString(), false, List.of(), List.of(), List.of());
        }
        return service.since(caller.id(), Position.parse("since", since), most);
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "syncVersions",
            summary = "What changed since some versions",
            description =
                    "Conversations that the body does not name are new to the caller. While there is more, ask again"
                            + " with the versions of the answer added; the last answer's position counts.")
    @APIResponse(responseCode = "200", description = "The changes")
    public SyncView beyond(@NotNull @Valid KnownVersions body) {
        return service.beyond(caller.id(), body.byId(), settings.lists().maxLimit());
    }
}
