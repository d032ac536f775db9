package messaging.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Statistics over time. */
@Path("admin/counts")
@ApplicationScoped
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
public class StatisticsResource {
    @Inject
    private StatisticsService service;

    @Inject
    private Clock clock;

    @GET
    @Path("/")
    @Operation(
            operationId = "getStatistics",
            summary = "Get statistics over time",
            description = "Hours and days are in UTC. The first interval is complete; the last one ends at `to`.")
    @APIResponse(responseCode = "200", description = "The statistics")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public StatisticsView read(@BeanParam StatisticsParameters parameters) {
        return service.read(parameters.range(clock.instant()));
    }
}
