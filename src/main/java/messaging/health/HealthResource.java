package messaging.health;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Health for people and simple monitors (S-API-10). */
@Path("health")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    @Inject
    private DatabaseProbe database;

    @GET
    @Path("/")
    @PermitAll
    public Response health() {
        var up = database.answers();
        var word = up ? "UP" : "DOWN";
        return Response.status(up ? Status.OK : Status.SERVICE_UNAVAILABLE)
                .entity(new HealthView(word, word))
                .build();
    }
}
