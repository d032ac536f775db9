package messaging.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import messaging.paging.ListParameters;
import messaging.settings.Settings;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Returns the changes that a client has missed (S-PLUS-5). */
@Path("sync")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class SyncResource {
    @Inject
    private SyncService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "syncChanges",
            summary = "List changes since a sync token",
            description =
                    "Without `since`, the response contains no changes, only the current sync token. Some changes from"
                            + " before the token can be repeated: discard known ones by conversation and version.")
    @APIResponse(responseCode = "200", description = "The changes")
    public SyncView listSinceToken(
            @QueryParam("since")
                    @Parameter(
                            description = "Sync token of an earlier response or live event",
                            schema = @Schema(type = SchemaType.STRING))
                    String since,
            @QueryParam("limit")
                    @Parameter(
                            description = "Maximum number of conversations in the response (default 20, maximum 100)",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int32",
                                            minimum = "1",
                                            defaultValue = "20"))
                    String limit) {
        var max = ListParameters.parseLimit(limit, settings.lists());
        if (since == null || since.isBlank()) {
            return service.start();
        }
        return service.changesSince(caller.id(), SyncToken.parse("since", since), max);
    }

    @POST
    @Path("/")
    @Operation(
            operationId = "syncVersions",
            summary = "List changes since known versions",
            description =
                    "Omitted conversations are treated as new to the caller. While `more` is true, repeat the request"
                            + " with the versions of the response added; the last response has the sync token to continue from.")
    @APIResponse(responseCode = "200", description = "The changes")
    public SyncView listBeyondVersions(@NotNull @Valid VersionVector body) {
        return service.changesBeyond(caller.id(), body.byId(), settings.lists().maxLimit());
    }
}
