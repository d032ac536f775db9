package messaging.health;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reports the health of the server for people and simple monitors (S-API-10). */
@Path("health")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Health")
public class HealthResource {
    @Inject
    private DatabaseProbe database;

    @GET
    @Path("/")
    @PermitAll
    @Operation(operationId = "getHealth", summary = "Check server and database")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "The server and its database are healthy",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    @APIResponse(
            responseCode = "503",
            description = "The database does not respond",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    public Response health() {
        var up = database.responds();
        var word = up ? "UP" : "DOWN";
        return Response.status(up ? Status.OK : Status.SERVICE_UNAVAILABLE)
                .entity(new HealthView(word, word))
                .build();
    }
}
